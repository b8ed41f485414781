"""Encryption at rest: the key, where it comes from, and the files that it opens."""
