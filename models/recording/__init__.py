"""A recording: a contribution that was spoken."""
