"""Pages of the issuances stage."""
