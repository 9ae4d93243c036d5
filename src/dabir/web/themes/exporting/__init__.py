"""Taking codes away, for coders' own tools."""
