"""Naming themes, and one theme with its passages."""
