"""What changes requests and copies."""
