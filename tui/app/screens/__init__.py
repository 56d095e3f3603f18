"""Screens: library, compare, chooser, help."""
