"""The public pages of calls."""
