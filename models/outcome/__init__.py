"""The outcome of a space and the report of a year, and where they were handed out."""
