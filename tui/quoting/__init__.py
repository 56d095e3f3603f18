"""Quotes: exact words with their source, and the way to a clipboard."""
