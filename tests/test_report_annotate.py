from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from pathlib import Path
from shutil import which

import numpy
import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, RectangleObject, TextStringObject

import report_sample as sample
from mingzhang.finding import Certainty, Finding, Level, Outcome, Quote, Report, Tally
from mingzhang.model import Disclosure, Place
from mingzhang.read.problem import Unreadable
from mingzhang.report.annotate import annotated
from mingzhang.report.checked import Checked
from mingzhang.report.compare import Comparison

SCALE = 2
BLACK = (50, 10, 90, 30)
"""Where the sample's pages have a black box, from the top left of the page as it is not turned."""


def pdf(turned: int = 0, cropped: bool = False) -> bytes:
    """The sample PDF, its first page turned and cropped."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(sample.pdf())))
    page = writer.pages[0]
    if turned:
        page.rotate(turned)
    if cropped:
        page[NameObject("/MediaBox")] = RectangleObject((-30, -20, 230, 140))
        page[NameObject("/CropBox")] = RectangleObject((20, 10, 180, 95))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def found(*places: Place, level: Level = "error", certainty: Certainty = "certain") -> Finding:
    quotes = tuple(Quote("8.00", place) for place in places)
    return Finding("sum.function", "合计", level, "合计不等于各项之和。", quotes, certainty, "9.00", "8.00", "1.00")


def checked(*findings: Finding, against: Comparison | None = None) -> Checked:
    document = Disclosure("a.pdf", "pdf", 2, name="云岭市星图局2024年度部门决算")
    return Checked("a.pdf", document, Report([Outcome("sum.function", findings, Tally(1, len(findings)))]), {}, against)


def pixels(data: bytes, page: int = 0) -> numpy.ndarray:
    document = pypdfium2.PdfDocument(data)
    return numpy.asarray(document[page].render(scale=SCALE).to_pil().convert("RGB")).astype(int)


def reach(mask: numpy.ndarray) -> tuple[float, float, float, float]:
    rows, columns = numpy.nonzero(mask)
    return tuple(float(v) / SCALE for v in (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1))


def black(picture: numpy.ndarray) -> tuple[float, float, float, float]:
    return reach(picture.max(axis=2) < 60)


def red_outside(picture: numpy.ndarray) -> numpy.ndarray:
    return (picture[:, :, 0] > 150) & (picture[:, :, 1] < 90) & (picture[:, :, 2] < 90)


def notes(data: bytes, page: int = 0) -> list[DictionaryObject]:
    return [note.get_object() for note in PdfReader(io.BytesIO(data)).pages[page].get("/Annots", [])]


@pytest.mark.parametrize("cropped", [False, True])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_outline_stands_around_the_print_however_the_page_is_turned_and_cropped(turned, cropped):
    source = pdf(turned, cropped)
    box = black(pixels(source))
    data = annotated(source, checked(found(Place(page=1, box=box))))
    outline = red_outside(pixels(data))
    left, top, right, bottom = box
    # The number stands above the outline or, at the edge of the page, inside it; beside it there is the outline alone.
    beside = outline[int((top + bottom) / 2 * SCALE)]
    assert [round(v / SCALE) for v in (beside.nonzero()[0].min(), beside.nonzero()[0].max())] == pytest.approx(
        [left - 2, right + 2], abs=1.5
    )
    below = reach(outline)
    assert below[3] == pytest.approx(bottom + 2, abs=1)
    # Nothing of the print is lost.
    assert black(pixels(data)) == box


@pytest.mark.skipif(which("pdftoppm") is None, reason="poppler is not installed")
@pytest.mark.parametrize("turned", [0, 90])
def test_another_viewer_shows_the_same(turned, tmp_path):
    source = pdf(turned, True)
    data = annotated(source, checked(found(Place(page=1, box=black(pixels(source))))))
    (tmp_path / "a.pdf").write_bytes(data)
    resolution = ["-r", str(72 * SCALE), "-cropbox", "-f", "1", "-l", "1", "-png"]
    subprocess.run(["pdftoppm", *resolution, tmp_path / "a.pdf", tmp_path / "p"], check=True)
    (picture,) = tmp_path.glob("p*.png")
    other = numpy.asarray(Image.open(picture).convert("RGB")).astype(int)
    assert reach(red_outside(other)) == pytest.approx(reach(red_outside(pixels(data))), abs=1.5)


def test_the_number_stands_upright():
    """A page turned on its side and one that is not show the same sign."""
    signs = []
    for turned in (0, 90, 180, 270):
        data = annotated(pdf(turned), checked(found(Place(page=1, box=(30, 40, 70, 60)))))
        picture = pixels(data)[20 * SCALE : 41 * SCALE, 20 * SCALE : 45 * SCALE]
        signs.append(red_outside(picture))
    assert signs[0].any()
    for sign in signs[1:]:
        assert (sign != signs[0]).mean() < 0.05


def test_a_note_says_rule_message_and_proposal():
    finding = found(Place(page=1, box=BLACK), Place(page=2, box=BLACK))
    data = annotated(sample.pdf(), checked(finding, against=Comparison([], [finding], [])))
    (first,), (second,) = notes(data), notes(data, 1)
    for words in (
        "1. 确定错误：合计",
        finding.message,
        "应为 9.00",
        "建议：将“8.00”改为“9.00”",
        "规则：sum.function",
        "仍存在",
    ):
        assert words in first["/Contents"]
    assert "本条共标出 2 处，这是第 1 处" in first["/Contents"]
    assert "这是第 2 处" in second["/Contents"]
    assert first["/Subtype"] == "/Square"
    assert first["/F"] == 4  # printed too


def test_levels_have_colours_of_their_own():
    place = Place(page=1, box=BLACK)
    data = annotated(
        sample.pdf(),
        checked(
            *(found(place, level=level) for level in ("error", "warning", "notice", "lead")),
            found(place, certainty="to_confirm"),
        ),
    )
    assert len({tuple(note["/C"]) for note in notes(data)}) == 5
    # Five findings at one place: their numbers stand side by side.
    rights = [note["/Rect"][2] for note in notes(data)]
    assert len(set(rights)) > 1


def test_what_has_no_box_or_no_page_is_a_note_at_the_top():
    data = annotated(sample.pdf(), checked(found(Place(page=2)), found(Place(line=7)), found()))
    assert [note["/Subtype"] for note in notes(data, 1)] == ["/Text"]
    assert [note["/Subtype"] for note in notes(data)] == ["/Text", "/Text"]
    assert len({tuple(note["/Rect"]) for note in notes(data)}) == 2


def test_bookmarks_lead_to_each_finding_and_the_old_ones_remain():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(sample.pdf())))
    writer.add_outline_item(title="第一部分", page_number=1)
    out = io.BytesIO()
    writer.write(out)
    data = annotated(
        out.getvalue(), checked(found(Place(page=2, box=BLACK)), found(Place(page=1, box=BLACK), level="notice"))
    )
    reader = PdfReader(io.BytesIO(data))
    mine, levels, old = reader.outline
    assert (mine.title, old.title) == ("审核意见（2 条）", "第一部分")
    error, below, notice, also = levels
    assert (error.title, notice.title) == ("确定错误（1）", "规范性提示（1）")
    assert below[0].title == "1. 第 2 页 合计不等于各项之和。"
    assert reader.get_destination_page_number(below[0]) == 1
    assert reader.get_destination_page_number(also[0]) == 0


def test_notes_that_were_there_remain():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(sample.pdf())))
    old = {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/Text"), "/Contents": TextStringObject("旧")}
    note = DictionaryObject({NameObject(key): value for key, value in old.items()})
    note[NameObject("/Rect")] = RectangleObject((1, 1, 9, 9))
    writer.pages[0][NameObject("/Annots")] = ArrayObject([note])
    out = io.BytesIO()
    writer.write(out)
    data = annotated(out.getvalue(), checked(found(Place(page=1, box=BLACK))))
    assert [note["/Contents"][:2] for note in notes(data)] == ["旧", "1."]


def test_hostile_words_cannot_leave_their_note():
    finding = replace(found(Place(page=1, box=BLACK)), message=sample.HOSTILE + ")\\(", title=sample.HOSTILE)
    (note,) = notes(annotated(sample.pdf(), checked(finding)))
    assert not {"\x1b", "\x00", "\u202e"} & set(note["/Contents"])
    assert ")\\(" in note["/Contents"]


def test_boxes_beyond_the_page_stay_on_it():
    places = [
        Place(page=1, box=(-50, -50, 500, 500)),
        Place(page=1, box=(300, 300, 400, 400)),
        Place(page=99, box=BLACK),
    ]
    data = annotated(sample.pdf(), checked(*(found(place) for place in places)))
    for note in notes(data):
        left, bottom, right, top = note["/Rect"]
        assert 0 <= left < right <= 200
        assert 0 <= bottom < top <= 100


def test_the_same_findings_are_the_same_file():
    case = checked(found(Place(page=1, box=BLACK)))
    assert annotated(sample.pdf(), case) == annotated(sample.pdf(), case)


def encrypted() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(sample.pdf())))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("source", "says"),
    [(encrypted(), "加了密"), (b"%PDF-1.4 broken", "打不开"), (b"", "打不开")],
    ids=["locked", "broken", "empty"],
)
def test_a_file_that_takes_no_notes_is_one_sentence(source, says):
    with pytest.raises(Unreadable, match=says) as told:
        annotated(source, checked(found(Place(page=1, box=BLACK))))
    assert str(told.value).endswith("。")


def test_a_text_has_no_pages_to_write_on():
    with pytest.raises(Unreadable, match="--format corrections"):
        annotated(b"abc", Checked("a.txt", sample.disclosure(), sample.report(sample.disclosure())))


def test_the_example_can_be_annotated():
    from mingzhang.check import check
    from mingzhang.read import read_file

    path = Path(__file__).parent.parent / "src" / "mingzhang" / "example" / "disclosure.pdf"
    document = read_file(path)
    report = check(document)
    data = annotated(path.read_bytes(), Checked(path.name, document, report))
    reader = PdfReader(io.BytesIO(data))
    words = [note.get_object()["/Contents"] for page in reader.pages for note in page.get("/Annots", [])]
    for number in range(1, len(report.findings) + 1):
        assert any(text.startswith(f"{number}. ") for text in words)
