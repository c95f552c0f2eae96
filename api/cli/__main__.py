"""`python -m api.cli`, where the command is not on the path."""

from api.cli import main

main()
