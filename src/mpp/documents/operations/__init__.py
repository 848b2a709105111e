"""Acts on documents: reserve, record_signed, revoke; and those of the queue for signing many."""
