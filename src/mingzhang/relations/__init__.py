"""Relations between figures: generated from partitions and forms, judged in two bands, and used to locate errors."""
