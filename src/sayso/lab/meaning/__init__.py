"""Measure what statements mean: the golden sets and GAP."""
