"""A reading room for strangers: what a process gives up before anybody reads in it."""
