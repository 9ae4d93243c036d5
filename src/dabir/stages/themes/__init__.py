"""Themes found in submissions, codes on passages, and considerations."""
