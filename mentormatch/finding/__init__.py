"""The search page, what is for whom, and where to start: over everything the office offers."""
