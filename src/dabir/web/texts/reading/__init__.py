"""Reading a text, comparing its versions, one clause through all of them."""
