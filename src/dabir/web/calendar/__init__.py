"""Holiday calendars, how a group counts days, and calendar feeds."""
