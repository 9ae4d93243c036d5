"""Who may do what in this stage."""
