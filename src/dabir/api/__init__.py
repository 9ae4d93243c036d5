"""The HTTP API: open calls to read, submissions to hand in, what became of them.

It takes what the public form takes, by the same acts, and shows what the public pages show.
"""
