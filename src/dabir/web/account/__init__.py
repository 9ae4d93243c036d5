"""Signing in, and how each person wants to read."""
