"""Slips of twenty kinds planted in correct documents, and whether a check finds them."""
