"""The secretariat at work on what was sent: lists, steps, passages, outcomes."""
