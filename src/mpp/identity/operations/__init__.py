"""What changes people, accounts and sessions."""
