"""Measurements, printed beside those of a peer from the same run."""
