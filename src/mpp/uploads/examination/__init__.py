"""What a document is, found out in a process of its own: whatever its bytes do there, no worker falls with it."""
