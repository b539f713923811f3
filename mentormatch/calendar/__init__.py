"""A person's time: weekly hours, exceptions, claims, and bookings of any kind."""
