"""The demo programme: people and their story, made through the services."""
