"""Training and scoring; the only room with torch."""
