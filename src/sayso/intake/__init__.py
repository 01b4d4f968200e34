"""Bytes in: file, standard input, URL, PDF."""
