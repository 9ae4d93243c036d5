"""What a machine read and proposes, until a person confirms it."""
