"""A promise: what was answered to a theme, and how it stands."""
