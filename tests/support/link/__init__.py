"""A link that fails in every way: a proxy with faults, and a kiosk that is only its disk and it."""
