"""Goals of a match: what the two want to reach, in dated steps, and how far they are."""
