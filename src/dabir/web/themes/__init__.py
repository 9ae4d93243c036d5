"""Pages of the themes stage."""
