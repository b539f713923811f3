"""Guides, events, postings and so on that suit a person, with reasons, by the matching engine."""
