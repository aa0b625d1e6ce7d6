"""A disclosure as JSON and back, without loss."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from mingzhang.amount import Amount
from mingzhang.evaluation import model as evaluation
from mingzhang.model import Disclosure, FactKey, Heading, Passage, Place, Print, Section, Table, TableRow

SCHEMA = "mingzhang-disclosure/1"

_DIGITS = 40

Json = dict[str, Any]


class NotADisclosure(ValueError):
    """The data is not a disclosure as this package writes it."""


def to_json(disclosure: Disclosure) -> Json:
    """A disclosure as plain JSON data; amounts are strings."""
    return {
        "schema": SCHEMA,
        "source": disclosure.source,
        "format": disclosure.format,
        "pages": disclosure.pages,
        "name": disclosure.name,
        "organisation": disclosure.organisation,
        "year": disclosure.year,
        "kind": disclosure.kind,
        "speaker": disclosure.speaker,
        "edition": disclosure.edition,
        "tables": [_table(table) for table in disclosure.tables],
        "headings": [_heading(heading) for heading in disclosure.headings],
        "sections": [_section(section) for section in disclosure.sections],
        "glossary": [{"term": t, "text": text, "place": _place(place)} for t, text, place in disclosure.glossary],
        "organisations": [_placed(text, place) for text, place in disclosure.organisations],
        "evaluations": [evaluation.to_json(item) for item in disclosure.evaluations],
        "hidden": [_placed(text, place) for text, place in disclosure.hidden],
        "doubts": list(disclosure.doubts),
    }


def from_json(data: object) -> Disclosure:
    """The disclosure that `to_json` wrote; NotADisclosure with one Chinese sentence otherwise."""
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
        raise NotADisclosure(f"不是明账导出的决算数据：schema 应为 {SCHEMA}。")
    try:
        return _disclosure(data)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
        raise NotADisclosure(f"决算数据不完整或格式不对（{error}），请重新导出。") from error


def _disclosure(data: Mapping[str, Any]) -> Disclosure:
    return Disclosure(
        source=_text(data["source"]),
        format=_text(data["format"]),
        pages=_whole(data["pages"]) or 0,
        name=_text(data["name"]),
        organisation=_text(data["organisation"]),
        year=_whole(data["year"]),
        kind=_text(data["kind"]),
        speaker=_text(data["speaker"]),
        edition=_text(data["edition"]),
        tables=[_read_table(item) for item in data["tables"]],
        headings=[_read_heading(item) for item in data["headings"]],
        sections=[_read_section(item) for item in data["sections"]],
        glossary=[(_text(item["term"]), _text(item["text"]), _read_place(item["place"])) for item in data["glossary"]],
        organisations=[_read_placed(item) for item in data["organisations"]],
        evaluations=[evaluation.from_json(item) for item in data["evaluations"]],
        hidden=[_read_placed(item) for item in data["hidden"]],
        doubts=[_text(item) for item in data["doubts"]],
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} 应为文字")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _whole(value: object) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise TypeError(f"{value!r} 应为整数")
    return value


def _number(value: object) -> Decimal:
    number = Decimal(_text(value))
    # Arithmetic on an absurd exponent would never end.
    if not number.is_finite() or abs(number.adjusted()) > _DIGITS:
        raise ValueError(f"{value!r} 不是金额")
    return number


def _place(place: Place) -> Json:
    named = {
        "page": place.page,
        "box": None if place.box is None else list(place.box),
        "line": place.line,
        "last_line": place.last_line,
        "table": place.table,
        "row": place.row,
        "column": place.column,
    }
    return {name: value for name, value in named.items() if value is not None}


def _read_place(data: Mapping[str, Any]) -> Place:
    box = data.get("box")
    if box is not None:
        left, top, right, bottom = (float(edge) for edge in box)
        box = (left, top, right, bottom)
    return Place(
        page=_whole(data.get("page")),
        box=box,
        line=_whole(data.get("line")),
        last_line=_whole(data.get("last_line")),
        table=_text_or_none(data.get("table")),
        row=_text_or_none(data.get("row")),
        column=_text_or_none(data.get("column")),
    )


def _placed(text: str, place: Place) -> Json:
    return {"text": text, "place": _place(place)}


def _read_placed(data: Mapping[str, Any]) -> tuple[str, Place]:
    return _text(data["text"]), _read_place(data["place"])


def _amount(amount: Amount | None) -> Json | None:
    if amount is None:
        return None
    return {"text": amount.text, "value": str(amount.value), "decimals": amount.decimals, "unit": amount.unit}


def _read_amount(data: Mapping[str, Any] | None) -> Amount | None:
    if data is None:
        return None
    return Amount(_text(data["text"]), _number(data["value"]), _whole(data["decimals"]) or 0, _text(data["unit"]))


def _print(item: Print) -> Json:
    return {
        "measure": item.key.measure,
        "coordinates": dict(item.key.coordinates),
        "text": item.text,
        "amount": _amount(item.amount),
        "row_key": item.row_key,
        "row_name": item.row_name,
        "column": item.column,
        "sure": item.sure,
        "place": _place(item.place),
    }


def _read_print(data: Mapping[str, Any]) -> Print:
    return Print(
        key=FactKey.of(_text(data["measure"]), {name: _text(member) for name, member in data["coordinates"].items()}),
        text=_text(data["text"]),
        amount=_read_amount(data["amount"]),
        place=_read_place(data["place"]),
        row_key=_text(data["row_key"]),
        row_name=_text(data["row_name"]),
        column=_text(data["column"]),
        sure=data["sure"] is True,
    )


def _table(table: Table) -> Json:
    return {
        "form": table.form,
        "number": table.number,
        "title": table.title,
        "unit": table.unit,
        "year": table.year,
        "organisation": table.organisation,
        "pages": list(table.pages),
        "place": _place(table.place),
        "rows": [
            {"key": row.key, "name": row.name, "member": row.member, "place": _place(row.place)} for row in table.rows
        ],
        "prints": [_print(item) for item in table.prints],
        "notes": list(table.notes),
        "doubts": list(table.doubts),
        "unread": [_place(place) for place in table.unread],
    }


def _read_table(data: Mapping[str, Any]) -> Table:
    return Table(
        form=_text(data["form"]),
        title=_text(data["title"]),
        prints=[_read_print(item) for item in data["prints"]],
        rows=[_read_row(item) for item in data["rows"]],
        place=_read_place(data["place"]),
        unit=_text(data["unit"]),
        number=_text(data["number"]),
        year=_whole(data["year"]),
        organisation=_text(data["organisation"]),
        notes=[_text(item) for item in data["notes"]],
        doubts=[_text(item) for item in data["doubts"]],
        unread=[_read_place(place) for place in data["unread"]],
        pages=tuple(_whole(page) or 0 for page in data["pages"]),
    )


def _read_row(data: Mapping[str, Any]) -> TableRow:
    return TableRow(_text(data["key"]), _text(data["name"]), _read_place(data["place"]), _text_or_none(data["member"]))


def _heading(heading: Heading) -> Json:
    return {
        "level": heading.level,
        "ordinal": heading.ordinal,
        "text": heading.text,
        "place": _place(heading.place),
    }


def _read_heading(data: Mapping[str, Any]) -> Heading:
    return Heading(_whole(data["level"]) or 0, _whole(data["ordinal"]), _text(data["text"]), _read_place(data["place"]))


def _passage(passage: Passage) -> Json:
    lines = [{"offset": offset, "place": _place(place)} for offset, place in passage.lines]
    return {**_placed(passage.text, passage.place), "lines": lines}


def _read_passage(data: Mapping[str, Any]) -> Passage:
    lines = tuple((_whole(line["offset"]) or 0, _read_place(line["place"])) for line in data.get("lines", ()))
    return Passage(*_read_placed(data), lines)


def _section(section: Section) -> Json:
    return {
        "heading": None if section.heading is None else _heading(section.heading),
        "part": section.part,
        "paragraphs": [_passage(item) for item in section.paragraphs],
    }


def _read_section(data: Mapping[str, Any]) -> Section:
    heading = data["heading"]
    return Section(
        heading=None if heading is None else _read_heading(heading),
        part=_text(data["part"]),
        paragraphs=[_read_passage(item) for item in data["paragraphs"]],
    )
