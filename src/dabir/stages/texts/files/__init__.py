"""Texts as files: what goes out, what comes back, what a draft begins from."""
