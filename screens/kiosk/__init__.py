"""The kiosk: one person at a time."""
