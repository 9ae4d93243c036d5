"""What somebody sent in, its passages, and what became of each."""
