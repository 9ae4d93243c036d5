"""Runs of the analysis over calls."""
