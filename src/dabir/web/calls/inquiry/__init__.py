"""Letters and reminders of an addressed inquiry."""
