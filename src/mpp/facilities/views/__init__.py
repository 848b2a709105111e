"""Pages: of the administrator who names stewards, and of the stewards."""
