"""The terminal the program runs in: what lies between it and the person."""
