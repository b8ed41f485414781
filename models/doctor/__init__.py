"""What the doctor looks at and mends, and the log for support."""
