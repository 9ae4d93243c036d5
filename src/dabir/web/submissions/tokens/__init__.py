"""Tokens with which other systems hand submissions in."""
