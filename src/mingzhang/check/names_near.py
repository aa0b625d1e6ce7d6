"""Whether a name is nearly another one, and how."""

from __future__ import annotations

from difflib import SequenceMatcher

_CONJUNCTIONS = frozenset("与和及、暨")


def near_miss(name: str, own: str) -> str:
    """How a name differs from the own name, in Chinese; "" where it is the same, longer, or a name of its own.

    >>> near_miss("云州市星图与观测局", "云州市星图和观测局")
    '“和”写成了“与”'
    >>> near_miss("云州市天文台", "云州市星图和观测局")
    ''
    """
    if name == own or own in name or len(name) < 4 or name[-1] != own[-1]:
        return ""
    edits = [edit for edit in SequenceMatcher(None, own, name, autojunk=False).get_opcodes() if edit[0] != "equal"]
    if len(edits) == 1:
        kind, i1, i2, j1, j2 = edits[0]
        was, now = own[i1:i2], name[j1:j2]
        if kind == "delete" and i1 > 0 and i2 < len(own) and len(was) <= 4:
            return f"漏了“{was}”"
        if kind == "replace" and len(was) == len(now) == 1:
            return f"“{was}”写成了“{now}”" if _close(was, now, own) else ""
        if kind == "insert" and len(now) == 1 and 0 < i1 < len(own):
            return f"多了“{now}”"
    if _abbreviates(name, own):
        return "简称"
    return ""


def _close(was: str, now: str, own: str) -> bool:
    """One character for another: a conjunction for another, or a slip in a long name."""
    if was in _CONJUNCTIONS and now in _CONJUNCTIONS:
        return True
    ordinals = "一二三四五六七八九十东西南北中省市县区"
    return len(own) >= 8 and was not in ordinals and now not in ordinals


def _abbreviates(name: str, own: str) -> bool:
    """Whether the name picks characters of the own name in order, from its first two to its last."""
    if name[:2] != own[:2] or len(name) >= len(own):
        return False
    rest = iter(own)
    return all(character in rest for character in name)
