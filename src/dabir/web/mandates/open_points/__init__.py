"""Open points of documents: the list, the letter that asks, what was answered."""
