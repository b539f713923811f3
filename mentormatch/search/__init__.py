"""What can be found: one entry for each guide, event, posting and so on, put here by whoever keeps them."""
