"""Pages about what is known and where it comes from."""
