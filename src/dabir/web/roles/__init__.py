"""The page of roles and permissions."""
