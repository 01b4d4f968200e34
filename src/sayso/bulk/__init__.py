"""Many pages on many cores or machines."""
