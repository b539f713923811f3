"""Coaching: appointments with the office's coaches, by type, on the one calendar."""
