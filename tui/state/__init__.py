"""What is remembered between runs; broken or unwritable files cost what they held, never the program."""
