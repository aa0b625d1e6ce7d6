"""Read a published disclosure: file formats end in one layout, one recogniser turns that into a Disclosure."""

from mingzhang.read.file import read_bytes, read_file
from mingzhang.read.problem import Unreadable

__all__ = ["Unreadable", "read_bytes", "read_file"]
