"""Says which letters the fonts of Heard have, once, so that no page has to look."""
