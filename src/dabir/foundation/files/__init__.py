"""Originals, kept byte for byte, and the keys that can erase them."""
