"""The tests of Statement Browser."""
