"""Append and read; the only room with SQL."""
