"""Train and score what compares statements."""
