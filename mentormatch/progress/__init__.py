"""How far the people of a cohort are, and who is missing what."""
