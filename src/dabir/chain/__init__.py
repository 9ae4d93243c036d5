"""Reads across the stages: no models, no acts."""
