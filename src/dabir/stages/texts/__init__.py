"""Texts of clauses, their versions and amendments."""
