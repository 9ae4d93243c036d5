"""What follows a document: amendments compared clause by clause, originals after copies."""
