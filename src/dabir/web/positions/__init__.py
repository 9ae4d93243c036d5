"""Pages of the positions stage."""
