"""E-mail and inbox notices; listens to events."""
