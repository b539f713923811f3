"""Request, review, match, end: how two people come together."""
