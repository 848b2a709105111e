"""What changes mandates and what is prepared under them."""
