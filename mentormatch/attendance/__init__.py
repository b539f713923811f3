"""What became of a session: held, missed, cancelled late; who says so, and what follows from missing too many."""
