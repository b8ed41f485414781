"""The desk: the facilitator and the scribe."""
