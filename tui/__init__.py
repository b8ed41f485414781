"""The front door: the application, the command line and the tour."""
