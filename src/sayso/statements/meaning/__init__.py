"""From spans to meaning: speaker, chain, act, certainty, date, addressee, venue."""
