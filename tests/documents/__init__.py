"""Tests of the way from a file to a document."""
