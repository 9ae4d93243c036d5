"""Runs: what identifies one, what of it is finished, how far it is, what memory it may take."""
