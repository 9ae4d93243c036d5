"""Comment sheets on a text."""
