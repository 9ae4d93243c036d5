"""Taking in what was sent, by whatever road: looked into, sealed, cut, linked, receipted."""
