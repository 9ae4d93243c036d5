"""Confirming what was sent without a proof of work."""
