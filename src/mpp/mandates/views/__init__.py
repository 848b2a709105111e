"""Pages of the account about mandates."""
