"""What all code shares: database, clock, refusals, audit trail, languages, jobs. No business noun lives here."""
