"""The rows behind the figures: each function gives a statement whose rows are what a figure counts."""
