"""Giving submissions to readers, and each reader's pile."""
