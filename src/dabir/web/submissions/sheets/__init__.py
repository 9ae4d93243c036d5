"""Comment sheets: out as Word and Excel, back filled in, out again with the answers."""
