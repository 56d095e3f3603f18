"""Tests of quoting: citing, the quote book, the clipboard, checking."""
