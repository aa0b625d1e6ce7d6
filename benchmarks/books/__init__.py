"""Books of generated departments: what an office would fill in for a year, with everything they must keep known."""

from benchmarks.books.make import make_book
from benchmarks.books.sheets import BookFiles, write_folder

__all__ = ["BookFiles", "make_book", "write_folder"]
