"""The public form: answering a call, and the receipt."""
