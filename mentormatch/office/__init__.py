"""The career office: which of its services are on, and what each of them says of itself."""
