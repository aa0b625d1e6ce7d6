"""Producers: one neutral document printed by different programs."""
