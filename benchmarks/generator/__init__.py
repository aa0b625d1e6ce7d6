"""Disclosures with known truth: a fictitious department printed in the manner of several editions and producers."""
