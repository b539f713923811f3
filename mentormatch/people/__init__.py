"""People in bulk: import and export, the directory, roles."""
