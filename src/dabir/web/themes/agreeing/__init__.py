"""Coding rounds: several people code blind to each other; how far they agree; conflicts settled."""
