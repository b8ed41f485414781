"""What is remembered, and the rules about it: one file for each thing."""
