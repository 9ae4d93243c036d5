"""Pages of the submissions stage."""
