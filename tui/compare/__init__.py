"""Comparing two documents: which passages speak of the same thing, what they share and where they differ."""
