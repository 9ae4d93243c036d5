"""Bulk imports: a file, what its columns are, a dry run, the taking in, what came of it."""
