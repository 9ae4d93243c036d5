"""Keeping what is typed into forms while somebody types."""
