"""Matching a whole cohort at once, with a proof of how good the answer is."""
