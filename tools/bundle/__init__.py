"""Archives for an office without the internet."""
