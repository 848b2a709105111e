"""The doors of the protocol: applications, not people, ask here."""
