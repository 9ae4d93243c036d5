"""Answers to many passages at once: you said, we did."""
