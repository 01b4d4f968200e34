"""How the ledger does with a million statements: invented articles, and a stopwatch."""
