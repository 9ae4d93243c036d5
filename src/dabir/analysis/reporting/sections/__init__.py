"""The sections of a report, in the order in which people need them."""
