"""Background work: asked for inside an act, done at least once, to effect once."""
