"""The mandates themselves: their facts, their clauses, the axes of the work."""
