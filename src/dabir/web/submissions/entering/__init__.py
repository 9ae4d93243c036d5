"""Entering what came by letter, by mail or in a meeting."""
