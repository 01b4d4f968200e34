"""A raw page becomes a document: article text, metadata, offsets back to the page."""
