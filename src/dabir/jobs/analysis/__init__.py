"""Running the analysis over calls: what it reads is written out, what it finds is taken in."""
