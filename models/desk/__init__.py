"""What the desk sees, what was done at it, and how that is undone."""
