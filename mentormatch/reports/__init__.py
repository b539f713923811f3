"""Figures of a cohort: each with its rule, the rows behind it, as a page, a PDF, CSV and JSON."""
