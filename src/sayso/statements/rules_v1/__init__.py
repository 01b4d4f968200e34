"""The rule-based extractor: a dependency parse, word lists and quotation marks."""
