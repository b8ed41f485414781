"""What the room sees and hears."""
