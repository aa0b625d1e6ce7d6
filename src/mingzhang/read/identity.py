"""Who publishes what: the name, the office, the year and the kind of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from mingzhang.forms.label import compact
from mingzhang.model import Disclosure
from mingzhang.read.layout import Layout, Paragraph
from mingzhang.read.titles import form_of

_TITLE = re.compile(
    r"(?P<office>[一-鿿（）()]{2,40}?)?(?P<year>20\d\d)年(?:度)?(?P<after>[一-鿿（）()]{0,40}?)?(?P<speaker>部门|单位)?(?P<kind>决算|预算)"
)
_COVER = 6
_OFFICE_END = re.compile(r"(?:局|委|院|中心|办公室|厅|所|校|会|政府|馆|队|站|社|公司|机关|学|部|处|（本级）)$")


def kind_of(layout: Layout) -> str:
    """Whether a document publishes 决算 or a 预算: by the titles of its tables, its cover, and what it speaks of."""
    lines = [compact(paragraph.text) for paragraph in layout.paragraphs()]
    titles = {
        kind: {form.id for line in lines if kind in line and (form := form_of(line, kind)) is not None}
        for kind in ("决算", "预算")
    }
    if len(titles["决算"]) > 1:
        return "决算"
    named = next((found["kind"] for found in _TITLE.finditer("".join(lines[:_COVER])) if found["kind"]), "")
    if named or len(titles["预算"]) > 1:
        return named or "预算"
    everything = "".join(lines)
    budget = re.search(r"(?:部门|单位)预算", everything) is not None
    return "预算" if budget and everything.count("预算") > 3 * everything.count("决算") else "决算"


def fill(disclosure: Disclosure, layout: Layout, text: Sequence[Paragraph]) -> None:
    """Set name, organisation, year, kind and speaker from the cover, the tables and the text.

    What kind of tables the document prints is known before they are read.
    """
    kind = disclosure.kind or "决算"
    cover = "".join(compact(paragraph.text) for paragraph in text[:_COVER])
    everything = "".join(compact(paragraph.text) for paragraph in layout.paragraphs())
    match = next((found for found in _TITLE.finditer(cover) if found["kind"]), None)
    offices = Counter(
        re.sub(r"\[.*\]$", "", compact(table.organisation)) for table in disclosure.tables if table.organisation
    )
    years = Counter(table.year for table in disclosure.tables if table.year)
    if match:
        disclosure.name = match[0]
        disclosure.year = int(match["year"])
        disclosure.kind = match["kind"]
        named = (match["office"] or "") or (match["after"] or "")
        if _OFFICE_END.search(named):
            disclosure.organisation = named
    if offices:
        disclosure.organisation = offices.most_common(1)[0][0]
    if years:
        disclosure.year = years.most_common(1)[0][0] or disclosure.year
    if disclosure.year is None:
        mentioned = Counter(re.findall(r"(20\d\d)年度", everything))
        disclosure.year = int(mentioned.most_common(1)[0][0]) if mentioned else None
    if not disclosure.organisation:
        disclosure.organisation = _mentioned_office(everything)
    if disclosure.tables or kind == "预算":
        disclosure.kind = kind
    elif not disclosure.kind:
        disclosure.kind = "预算" if everything.count("预算") > 2 * everything.count("决算") else ""
    disclosure.speaker = _speaker(match["speaker"] if match else None, everything)
    named = f"{disclosure.organisation}{disclosure.year or ''}年度{disclosure.speaker}{kind}"
    disclosure.name = disclosure.name or named


def _speaker(printed: str | None, everything: str) -> str:
    if printed:
        return printed
    department = everything.count("部门决算")
    unit = everything.count("单位决算")
    return "单位" if unit > department else "部门"


def _mentioned_office(text: str) -> str:
    """The office that the text names before 主要职责 or in 纳入…部门决算."""
    match = re.search(r"纳入([一-鿿（）]{3,30}?)(?:20\d\d年度?)?(?:部门|单位)?(?:决算|预算)", text)
    return match[1] if match else ""
