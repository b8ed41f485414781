"""The room: the shared screen."""
