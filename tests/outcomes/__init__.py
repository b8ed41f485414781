"""What leaves the room: pages and codes."""
