"""Pages of the calls stage."""
