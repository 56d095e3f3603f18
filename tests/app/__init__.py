"""Tests of the screen layer: the program without a terminal, told by keys and looked at as a person would."""
