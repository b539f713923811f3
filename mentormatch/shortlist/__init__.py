"""Mentors somebody wants to come back to: save, look again, compare side by side."""
