"""A kiosk with a disk of its own: what it keeps until the link brings it home."""
