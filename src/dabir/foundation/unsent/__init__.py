"""What people have typed and not sent: kept for them alone, and forgotten once it is sent."""
