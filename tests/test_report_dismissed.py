from __future__ import annotations

import pytest

import report_sample as sample
from mingzhang.report.compare import fingerprint
from mingzhang.report.dismissed import Malformed, parse, set_aside
from mingzhang.report.wording import counts, verdict

MARK = "sum.kind:0123456789"
ENTRY = f'[[dismissed]]\nfingerprint = "{MARK}"\n'


@pytest.mark.parametrize(
    ("text", "toml"),
    [
        (f"fingerprint,reason\r\n{MARK},已核对\r\n\r\n,\r\n", False),
        (f'fingerprint , reason\n{MARK},"已核对"\n', False),
        (ENTRY + 'reason = "已核对"\n', True),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_read(text, toml, encoding):
    assert parse(text.encode(encoding), toml) == {MARK: "已核对"}


def test_an_empty_list_has_no_entries():
    assert parse(b"", toml=True) == {}
    assert parse(b"fingerprint,reason\n", toml=False) == {}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "第一行应为“fingerprint,reason”"),
        ("id,reason\n", "第一行应为“fingerprint,reason”"),
        ("fingerprint,reason\nx,已核对\n", "第 2 行的“x”不是发现的编号"),
        (f"fingerprint,reason\n{MARK},\n", "第 2 行没有写说明"),
        (f"fingerprint,reason\n{MARK}\n", "第 2 行应有两格（编号、说明），实有 1 格"),
        (f"fingerprint,reason\n{MARK},a,b\n", "实有 3 格"),
        (f"fingerprint,reason\n{MARK},a\n{MARK},b\n", f"第 3 行的编号“{MARK}”重复"),
        (f'fingerprint,reason\n{MARK},"a\n', "引号不成对"),
    ],
)
def test_a_csv_line_that_cannot_be_used_is_named(text, says):
    with pytest.raises(Malformed, match=says):
        parse(text.encode(), toml=False)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[dismissed]\n", "不是正确的 TOML，见第 1 行"),
        ("other = 1\n", "多了“other”"),
        ("dismissed = 1\n", "只应有"),
        (ENTRY, "第 1 条应恰有 fingerprint 和 reason"),
        (ENTRY + "reason = 5\n", "第 1 条应恰有"),
        (ENTRY + 'reason = "a"\nby = "b"\n', "第 1 条应恰有"),
        ("dismissed = [1]\n", "第 1 条应恰有"),
        (ENTRY + 'reason = " "\n', "第 1 条没有写说明"),
    ],
)
def test_a_toml_entry_that_cannot_be_used_is_named(text, says):
    with pytest.raises(Malformed, match=says):
        parse(text.encode(), toml=True)


def test_bytes_that_are_no_text():
    with pytest.raises(Malformed, match="编码"):
        parse(b"fingerprint,reason\n\xff\xff\n", toml=False)


def test_listed_findings_no_longer_count_but_what_was_judged_does():
    report = sample.report(sample.disclosure())
    errors = [item for item in report.findings if item.level == "error" and item.certainty == "certain"]
    made = set_aside(report, {fingerprint(item): "已核对" for item in errors} | {MARK: "没有的"})
    assert made.dismissed == [(item, "已核对") for item in errors]
    assert counts(made) == {**counts(report), "error": 0}
    assert (made.tally, report.count("error")) == (report.tally, len(errors))
    assert "未发现其他确定错误" in verdict(made)
    assert f"另有 {len(errors)} 条已作说明，不计在内" in verdict(made)


def test_nothing_listed_changes_nothing():
    report = sample.report(sample.disclosure())
    assert set_aside(report, {}) == report
