"""Worked examples of books, and the scripts that make them."""
