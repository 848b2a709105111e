"""Working days, office hours, deadlines."""
