"""Read-only answers and export formats."""
