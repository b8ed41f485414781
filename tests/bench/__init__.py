"""The bench: how fast Heard is, beside the smallest Textual app there can be.

``python -m tests.bench`` prints one table. It asserts nothing: it is for reading.
"""
