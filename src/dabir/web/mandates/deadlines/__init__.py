"""Deadlines that are counted: from what, to which day, and who confirms them."""
