"""The way in over HTTP: routes that translate, and nothing else."""
