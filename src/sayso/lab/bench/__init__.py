"""Measure Sayso beside other tools, and how soon it starts."""
