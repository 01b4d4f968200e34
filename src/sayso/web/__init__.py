"""The page and the API: a thin skin over views and pipeline."""
