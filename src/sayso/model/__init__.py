"""The nouns: frozen, plain, and importing nothing but the errors."""
