"""The kinds of this stage, as the trace knows them."""
