"""Electronic signatures: a local key, the national signing service, and what the signatures of a file say."""
