"""The pages: a file for each, named after what it shows."""
