"""What every page shares: the reader, the group, refusals, form fields."""
