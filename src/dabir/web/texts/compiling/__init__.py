"""Amendments, rulings, the compilation text and the next version."""
