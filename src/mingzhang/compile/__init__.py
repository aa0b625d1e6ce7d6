"""From an office's books to the figures of its disclosure."""
