"""Measures speed, memory and understanding: `make bench`. Nothing in the guide imports it."""
