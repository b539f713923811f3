"""Sweeps of the worker."""
