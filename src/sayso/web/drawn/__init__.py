"""What is drawn on the server, as SVG without style attributes or script."""
