"""Pictures of themes; each number opens its passages."""
