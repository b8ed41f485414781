"""What people see: the desk, the room, the kiosk, the front door."""
