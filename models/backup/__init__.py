"""Back-ups: made, checked, kept, and put back."""
