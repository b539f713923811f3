"""Internships and projects: what partner organisations offer, and applications to it."""
