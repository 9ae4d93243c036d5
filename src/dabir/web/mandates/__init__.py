"""Pages of the mandates stage."""
