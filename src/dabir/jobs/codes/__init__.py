"""Codes as files: tables, REFI-QDA, DNA."""
