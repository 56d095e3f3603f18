"""End-to-end: the program as it is started, in a real terminal."""
