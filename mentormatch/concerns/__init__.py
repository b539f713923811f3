"""Concerns about a match: raised by one of its people, read by coordinators, invisible to everybody else."""
