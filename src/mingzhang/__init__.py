"""Mingzhang (明账): the open toolkit for departmental final accounts (部门决算)."""

__version__ = "0.1.0"
