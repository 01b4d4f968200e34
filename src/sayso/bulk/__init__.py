"""Many articles on many cores: one plan and one step, whatever runs them."""
