"""The officers' desk: queue, case, acts, signature."""
