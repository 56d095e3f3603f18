"""What outlives the program: quotes, places and the terminal, however the program ends."""
