"""What is remembered, and the rules about it: one folder for each thing."""
