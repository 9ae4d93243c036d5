"""Pure Python: no Django, no clock, no I/O."""
