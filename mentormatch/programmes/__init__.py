"""A programme, its cohorts with their limits, and who is enrolled as what."""
