"""Where an item comes from and what became of it."""
