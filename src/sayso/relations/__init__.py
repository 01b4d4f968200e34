"""From statements to claims, relations and independent lines of evidence."""
