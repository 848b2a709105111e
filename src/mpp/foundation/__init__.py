"""Operation, clock, ids, errors, outbox, audit, scope. No domain words."""
