"""The worker: takes jobs, solves each in a process of its own, and does what is due daily or again and again."""
