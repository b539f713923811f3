"""Students who wait in line for a mentor, and the places that are kept for the first of them."""
