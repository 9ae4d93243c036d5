"""Contributors who say «this is not what I meant», and the answers they get."""
