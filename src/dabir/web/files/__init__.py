"""Handing out kept files."""
