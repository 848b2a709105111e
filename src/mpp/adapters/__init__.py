"""Outside systems: one package per system, each behind a port of the domain that needs it."""
