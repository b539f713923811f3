"""Words about a session: its agenda, what both keep of it, and what each keeps alone."""
