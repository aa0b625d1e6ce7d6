"""A small invented document that a rule passes or fails: users read it in the rule book, tests run it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from mingzhang import catalogue
from mingzhang.amount import parse_amount
from mingzhang.evaluation.model import from_json
from mingzhang.forms import forms
from mingzhang.forms.address import fact_at
from mingzhang.model import Disclosure, Heading, Passage, Place, Print, Section, Table, TableRow
from mingzhang.read.headings import heading_of

_EXPLANATION = "第三部分情况说明"


@dataclass(frozen=True, slots=True)
class Example:
    """Pieces of a document.

    `cells` has one cell a line, `table row column text` (`GK06 30201 决算数 3.05`, a dot for a blank); all are in 万元.
    `text` holds headings and paragraphs, one a line; a line that reads as a numbered heading opens a section.
    `evaluations` are self-evaluation forms under their published keys. `prior` and `budget` are last year's accounts
    and the published budget. `organisations` are the names under 机构设置. `heads` are attributes of tables (number,
    year, unit …), `names` other names of rows than the usual ones (`GK06 30901`), `hidden` words that do not show.
    `caption` is what the rule book shows where the pieces themselves would be too long to read.
    """

    cells: str = ""
    text: str = ""
    evaluations: tuple[Mapping[str, Any], ...] = ()
    year: int = 2023
    organisation: str = "云州市星图局"
    organisations: tuple[str, ...] = ()
    glossary: tuple[tuple[str, str], ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    edition: str = ""
    format: str = "text"
    hidden: tuple[str, ...] = ()
    prior: Example | None = None
    budget: Example | None = None
    caption: str = ""

    def __str__(self) -> str:
        """The example as the rule book shows it, in one line."""
        if self.caption:
            return self.caption
        cells = [_shown(*line.split()) for line in self.cells.strip().splitlines()]
        lines = [line.strip() for line in self.text.strip().splitlines() if line.strip()]
        notes = [f"《{forms()[name].title}》表下注“{note}”" for name, note in self.notes.items()]
        projects = [_told(form) for form in self.evaluations]
        return "；".join([*lines, *cells, *notes, *projects])

    def document(self) -> Disclosure:
        """The disclosure that the pieces make, read with certainty."""
        tables = _tables(self)
        kind = next((forms()[table.form].kind for table in tables), "决算")
        made = Disclosure(
            "例",
            self.format,
            1,
            f"{self.organisation}{self.year}年度部门{kind}",
            self.organisation,
            self.year,
            kind,
            "部门",
            tables=tables,
            evaluations=[from_json({"seq": at, **form}) for at, form in enumerate(self.evaluations, start=1)],
            organisations=[(name, Place(line=1)) for name in self.organisations],
            glossary=[(term, meaning, Place(line=1)) for term, meaning in self.glossary],
            hidden=[(words, Place(page=1)) for words in self.hidden],
            edition=self.edition,
        )
        _write_text(made, self.text)
        return made


def _told(form: Mapping[str, Any]) -> str:
    """A self-evaluation form in one line: its funds, its indicators and what it says."""
    funds = [" ".join(str(value) for value in row.values() if value) for row in form.get("funds") or ()]
    items = [" ".join(str(value) for value in item.values() if value) for item in form.get("indicators") or ()]
    texts = [*(form.get("analysis") or {}).values(), form.get("annual_goal"), form.get("actual_completion")]
    head = [form.get(name) for name in ("title", "year", "project_name", "department_code", "budget_unit_code")]
    score = [f"总分 {form['total_score']}"] if form.get("total_score") else []
    grade = [f"等级 {form['grade']}"] if form.get("grade") else []
    return "，".join(str(part) for part in [*head, *funds, *items, *texts, *score, *grade] if part)


def _tables(example: Example) -> list[Table]:
    tables: dict[str, Table] = {}
    for number, line in enumerate(example.cells.strip().splitlines(), start=1):
        name, row_key, column, text = line.split()
        form = forms()[name]
        found = fact_at(form, row_key, column)
        assert found is not None, f"no such cell: {line}"
        key, row = found
        table = tables.setdefault(
            name, Table(name, form.title, [], [], Place(line=number), "万元", year=example.year, pages=(1,))
        )
        place = Place(line=number, table=name, row=row_key, column=column)
        code = row_key if row_key.isdigit() else ""
        label = catalogue.name_of(form.dimension, code) or row_key if code else row_key.rpartition(":")[2]
        label = example.names.get(f"{name} {row_key}", label)
        if all(item.key != row_key for item in table.rows):
            member = row.id if row else code or row_key
            table.rows.append(TableRow(row_key, label, place, member))
        printed = "" if text == "." else text
        unit = (row.unit if row else "") or "万元"
        amount = parse_amount(printed, unit)
        shown = column.rpartition(":")[2]
        table.prints.append(Print(key, printed, amount, place, row_key, label, shown))
    for name, note in example.notes.items():
        form = forms()[name]
        table = tables.setdefault(name, Table(name, form.title, [], [], Place(line=1), "万元", year=example.year))
        table.notes.append(note)
    for name, attributes in example.heads.items():
        tables[name] = replace(tables[name], **attributes)
    return list(tables.values())


def _write_text(made: Disclosure, text: str) -> None:
    part = _EXPLANATION
    section: Section | None = None
    for number, line in enumerate(text.strip().splitlines(), start=1):
        words = line.strip()
        if not words:
            continue
        mark = heading_of(words)
        place = Place(line=number)
        if mark is not None:
            heading = Heading(mark.level, mark.ordinal, words, place)
            part = words if mark.level == 0 else part
            section = Section(heading, part)
            made.headings.append(heading)
            made.sections.append(section)
        else:
            if section is None:
                section = Section(None, part)
                made.sections.append(section)
            section.paragraphs.append(Passage(words, place))


def _shown(table: str, row: str, column: str, text: str) -> str:
    form = forms()[table]
    name = catalogue.name_of(form.dimension, row) if row.isdigit() else None
    return f"《{form.title}》“{row}{name or ''}”的“{column}”{'空白' if text == '.' else f'印作 {text}'}"
