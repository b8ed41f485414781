"""Questions asked over a screen, each with a typed answer."""
