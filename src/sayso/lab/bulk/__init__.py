"""Synthetic web archives for bulk reading, and what reading them costs."""
