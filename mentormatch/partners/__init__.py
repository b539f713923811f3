"""Organisations outside the university: who speaks for them, and what was agreed with them."""
