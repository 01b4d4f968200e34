"""The pages under load, and how they look."""
