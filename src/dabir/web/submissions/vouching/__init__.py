"""Whether a submission is really from whom it names: asking, and answering by a secret link."""
