"""Flags: what may be in words that somebody gave us. They hint; a person decides."""
