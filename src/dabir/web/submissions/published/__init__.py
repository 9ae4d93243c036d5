"""What is published of what was sent."""
