from __future__ import annotations

import report_sample as sample
from mingzhang.finding import Finding, Quote
from mingzhang.model import Passage, Place
from mingzhang.report.tiles import tiles


def test_each_table_has_a_tile_coloured_by_its_worst_finding():
    document = sample.disclosure()
    made = tiles(document, sample.report(document).findings)
    assert [tile.worst for tile in made] == ["", "error", "", "error"]
    assert [tile.findings for tile in made[:3]] == [0, 2, 0]
    assert [tile.sure for tile in made] == [True, True, False, True]
    kinds = dict(made[1].shapes)
    assert kinds["error"].count("M") == 1
    assert kinds["other"].count("M") == 3
    assert kinds["blank"].count("M") == 1


def test_a_certain_finding_outweighs_one_to_confirm():
    document = sample.disclosure()
    spot = document.tables[1].prints[0]
    quotes = (Quote(spot.text, spot.place),)
    findings = [
        Finding("r", "t", "error", "m", quotes, "to_confirm"),
        Finding("r", "t", "notice", "m", quotes),
    ]
    tile = tiles(document, findings)[1]
    assert (tile.worst, tile.first) == ("notice", 2)


def test_findings_in_the_text_mark_their_paragraph():
    document = sample.disclosure()
    document.sections[0].paragraphs[:] = [Passage(f"第{n}段", Place(line=10 * n)) for n in range(1, 6)]
    found = Finding("r", "t", "error", "m", (Quote("段", Place(line=34)),))
    shapes = dict(tiles(document, [found])[-1].shapes)
    assert shapes["error"].count("M") == 1
    assert shapes["figure"].count("M") == 4
