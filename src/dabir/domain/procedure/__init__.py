"""When something may happen: lives as data, verdicts with reasons, quorum and majorities."""
