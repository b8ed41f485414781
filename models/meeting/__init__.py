"""The meeting itself: its running order, its breaks, who came and what they need."""
