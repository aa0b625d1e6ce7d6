from __future__ import annotations

import re
from dataclasses import replace

import report_sample as sample
from mingzhang.finding import Outcome, Report, Tally
from mingzhang.report.checked import Checked
from mingzhang.report.index_page import index_page, listed

DOCUMENT = sample.disclosure()


def clean(name: str = "净.pdf") -> Checked:
    return Checked(name, replace(DOCUMENT, name="净局决算"), Report([Outcome("r", (), Tally(5))]))


def test_what_needs_attention_comes_first_and_leads_to_its_page():
    bad = Checked("d/错 1#.pdf", DOCUMENT, sample.report(DOCUMENT))
    page = index_page([listed(clean(), "净.html"), listed(bad, "错 1#.html")], ["坏.pdf"])
    assert re.findall(r'<a href="([^"]*)">([^<]*)', page) == [
        ("%E9%94%99%201%23.html", "云岭市星图局2024年度部门决算"),
        ("%E5%87%80.html", "净局决算"),
    ]
    assert "1 份文件有确定错误，共 2 处" in page
    assert "另有 1 份读不出" in page
    assert "<li>坏.pdf</li>" in page


def test_no_errors_is_not_praise():
    page = index_page([listed(clean(), "净.html")])
    assert "已判定的各项中未发现确定错误" in page
    assert "没有发现不等于全部正确" in page
    assert "读不出的文件" not in page


def test_hostile_names_stay_text():
    page = index_page([listed(clean(sample.HOSTILE), sample.HOSTILE + ".html")], [sample.HOSTILE])
    assert "<script>alert" not in page
    assert 'href="%3Cscript' in page
    assert "default-src &#39;none&#39;" in page
    assert "script-src" not in page
