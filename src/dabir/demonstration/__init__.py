"""The demonstration: an invented working group, loaded by calling the acts."""
