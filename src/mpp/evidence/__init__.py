"""What is known about a person: attributes with source, time and purpose."""
