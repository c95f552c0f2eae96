"""The benchmark: invented counties, solved and timed, with two other ways to solve them beside it."""
