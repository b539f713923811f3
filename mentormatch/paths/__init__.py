"""Career paths: what one does in a role, ways into it, and which degrees have led people there."""
