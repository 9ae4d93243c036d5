"""Pages that read across the stages: coverage and the passages behind its numbers."""
