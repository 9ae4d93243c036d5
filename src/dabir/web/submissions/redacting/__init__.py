"""Deciding what is left out of submissions before others read them."""
