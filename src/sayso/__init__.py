"""Sayso reads news and keeps a ledger of attributed statements."""

__version__ = "0.1.0"
