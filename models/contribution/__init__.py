"""A contribution: what one person told us, and what becomes of it."""
