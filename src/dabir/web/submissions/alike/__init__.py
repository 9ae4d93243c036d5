"""Submissions that are like one another."""
