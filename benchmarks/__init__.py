"""Measurements of the toolkit: accuracy, location, speed, on disclosures whose truth is known."""
