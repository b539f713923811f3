"""Announcements: one letter of a coordinator to a part of a cohort."""
