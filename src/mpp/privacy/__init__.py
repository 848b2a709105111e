"""Whose data: who looked at them, on which right they rest, and what a person may ask about them."""
