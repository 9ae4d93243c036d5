"""Receiving a document and confirming what was read in it."""
