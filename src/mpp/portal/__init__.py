"""Public and citizen pages that see many domains and own no case rows."""
