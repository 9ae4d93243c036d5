"""How often something may be asked for, counted without knowing by whom."""
