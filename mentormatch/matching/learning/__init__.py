"""What outcomes say about the weights: a proposal with its evidence, never a change by itself."""
