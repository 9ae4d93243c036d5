"""Calls to a public and inquiries to named bodies, with their questions."""
