"""Commenting on a text: making, reading, answering, settling."""
