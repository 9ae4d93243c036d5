"""Corrections of published words, and what the public page says of what came."""
