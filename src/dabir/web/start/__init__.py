"""Home, the public start page, and how a reader wants to read."""
