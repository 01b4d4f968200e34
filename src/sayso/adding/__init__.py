"""Sources of every kind into the ledger, one article at a time."""
