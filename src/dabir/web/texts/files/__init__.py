"""Texts and their redlines as files."""
