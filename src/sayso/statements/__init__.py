"""A document's statements: tag the spans, link them, build chains, read acts and dates."""
