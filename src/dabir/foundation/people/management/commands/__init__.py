"""Found by Django under their names."""
