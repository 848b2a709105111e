"""People, sign-in, sessions, assurance."""
