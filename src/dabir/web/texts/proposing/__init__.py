"""Proposing amendments in forms that show what they would change."""
