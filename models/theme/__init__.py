"""A theme: what several contributions say together (you said)."""
