"""The acts of stewards and requests, one module each."""
