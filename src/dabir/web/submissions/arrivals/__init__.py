"""What came to a call, in pictures."""
