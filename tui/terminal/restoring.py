"""The sequence for a terminal that is left without ceremony; nothing is imported, as the smallest process needs it."""

RESTORE = (
    b"\x18\x1b[?2026l\x1b[<u\x1b[?2004l\x1b[?1006l\x1b[?1015l\x1b[?1002l\x1b[?1000l\x1b[?7h\x1b[m\x1b[?1049l\x1b[?25h"
)
"""Gives up whatever sequence was begun (CAN), and takes back all that the program has set."""
