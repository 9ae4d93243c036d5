"""Commands of this installation in place of Django's own."""
