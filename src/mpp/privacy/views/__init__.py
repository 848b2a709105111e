"""Pages of the account about the own data, and of the office that answers for them."""
