"""A version held against other texts and against red lines."""
