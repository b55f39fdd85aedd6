"""One module for each source of training text; each records where it came from and its licence."""
