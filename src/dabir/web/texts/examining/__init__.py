"""Grounds, red lines, upstream documents and what was found against them."""
