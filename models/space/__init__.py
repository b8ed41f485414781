"""A space: its prompts, its languages, what holds for it, and templates of it."""
