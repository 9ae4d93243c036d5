"""Issued documents, their recipients, acknowledgements and demands."""
