"""Hostile files, names, queries and arguments, and what must hold whatever they are."""
