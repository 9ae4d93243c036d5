"""Pages of the texts stage."""
