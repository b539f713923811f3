"""How useful a session was: said by both, read by coordinators alone."""
