"""The acts that change what is known about people."""
