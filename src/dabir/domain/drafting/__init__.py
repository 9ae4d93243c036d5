"""Texts made of clauses: versions, amendments, conflicts, application, rebase, differences."""
