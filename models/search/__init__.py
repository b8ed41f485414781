"""Finding what was said, on either engine."""
