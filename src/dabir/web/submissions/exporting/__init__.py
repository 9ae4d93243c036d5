"""Taking everything away that was sent to a call, and what is published of it."""
