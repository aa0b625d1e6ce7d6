"""What a reader says when it cannot read."""

from __future__ import annotations


class Unreadable(Exception):
    """A document could not be read; the message is one clear Chinese sentence for the user."""
