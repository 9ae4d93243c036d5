"""Considerations distilled from passages, and their dimensions."""
