"""Addresses of everything that can be pointed at, and the links between them."""
