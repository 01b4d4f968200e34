"""The ledger's schema, in numbered steps."""
