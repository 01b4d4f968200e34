"""The ledger's statements in the formats of other programs, one file each."""
