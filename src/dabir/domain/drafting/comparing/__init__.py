"""Texts beside one another: word by word, clause by clause, by their words where ids are missing.

Knows the clauses and operations of the folder above, and nothing of `compiling` or `references`.
"""
