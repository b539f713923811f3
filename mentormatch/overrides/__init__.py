"""How coordinators decide about pairs, counted from what they decided."""
