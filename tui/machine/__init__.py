"""A machine that is a kiosk: its window, its restarts, and the files that make it start by itself.

The modules ``holder`` and ``pane`` run beside the kiosk for as long as it does, so they import
nothing but the standard library.
"""
