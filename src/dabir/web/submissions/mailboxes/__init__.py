"""Mailboxes of calls, and the messages that came into them."""
