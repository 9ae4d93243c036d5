"""The style sheet: every component of the look on one page, for developers."""
