"""Which days are worked, how each group counts them, and the calendars people subscribe to."""
