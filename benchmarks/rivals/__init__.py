"""This guide beside what a council could take instead: `make bench-understanding`."""
