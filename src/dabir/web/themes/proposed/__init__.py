"""What a run proposes, and what people do with it."""
