"""`python -m dabir`: the command, where its script is not on the PATH."""

from dabir.cli import main

main()
