"""The amounts and counts that the explanation states, as tables of prints beside the public ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mingzhang.forms import Form
from mingzhang.model import Print, Table
from mingzhang.narrative.bound import Bound, Topic

_STATED = ("决算数", "年初预算数", "全年预算数", "数量")


@dataclass(slots=True)
class TextTables:
    """Sections of the explanation as tables, each with the form that says what it lists in full."""

    tables: list[Table] = field(default_factory=list)
    forms: dict[str, Form] = field(default_factory=dict)


def text_tables(found: Sequence[Bound]) -> TextTables:
    """One table for each topic of the explanation; a paragraph that lists a dimension in full is one of its own."""
    made = TextTables()
    by_name: dict[str, Table] = {}
    for item in found:
        if item.key is None or item.amount is None or item.statement.measure not in _STATED:
            continue
        closed = _closed(item)
        name = f"text.{item.topic.id if item.topic else 'other'}{'.all' if closed else ''}"
        statement = item.statement
        if name not in by_name:
            title = statement.section.partition("/")[0]
            by_name[name] = Table(name, title, [], [], statement.place, narrative=True)
            made.tables.append(by_name[name])
            made.forms[name] = _form(name, title, closed)
        by_name[name].prints.append(
            Print(
                item.key,
                f"{statement.value}{statement.unit}",
                item.amount,
                statement.place,
                statement.subject,
                statement.subject,
                statement.measure,
                item.sure,
                statement.quote,
            )
        )
    return made


def _closed(item: Bound) -> tuple[str, ...]:
    topic: Topic | None = item.topic
    if topic is None or topic.closed_in not in item.statement.section:
        return ()
    return topic.closed


def _form(name: str, title: str, closed: tuple[str, ...]) -> Form:
    return Form(name, title, frozenset(), "text", frozenset(closed), (), "", "", "", (), (), (), {})
