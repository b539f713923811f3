"""Everything that needs a human, in one list: seen, shared out among colleagues, decided alone or many at once."""
