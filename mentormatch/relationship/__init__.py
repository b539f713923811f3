"""The whole of a match: how it is going, what has happened, how it ends, and what is left of it."""
