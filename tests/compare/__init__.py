"""Comparing documents: passages, phrases, words, facts and the overview."""
