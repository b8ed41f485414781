"""A power cut, simulated: what a program wrote is recorded, and rebuilt as a cut would leave it."""
