"""From figures and sentences to the documents an office publishes."""
