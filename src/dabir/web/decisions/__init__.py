"""Pages of the decisions stage."""
