"""The division of labour: bodies × duties and bodies × axes, on the page and as files."""
