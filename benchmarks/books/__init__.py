"""Books of generated departments: what an office would fill in for a year, with everything they must keep known."""
