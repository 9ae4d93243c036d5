"""Mail as it is recorded exactly once, shown in the tray and handed to SMTP."""
