"""What changes challenges and checks."""
