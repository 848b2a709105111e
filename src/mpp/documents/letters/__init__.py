"""Letters: what they say (`content`), how they look (`*.typ`), and the strict PDF made from both (`render`)."""
