"""Rounds, actors, issues and what actors declared; own red lines."""
