"""Handlers of background work, and what the clock calls. Acts ask for them by name."""
