"""Whole cohorts at once: drafts that are compared and corrected, then published in one act."""
