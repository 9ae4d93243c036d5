"""The document that creates a group: its clauses, axes, duties and division of labour."""
