from __future__ import annotations

import pytest

from mingzhang.check import check
from mingzhang.check.example import Example

OTHER = "十、其他重要事项情况说明"


def found(text: str) -> list[str]:
    report = check(Example(text=f"{OTHER}\n{text}").document(), ["text.unread"])
    assert all(finding.certainty == "to_confirm" for finding in report.findings)
    return [finding.places[0].text for finding in report.findings]


def test_figures_given_to_several_names_in_turn_are_listed():
    assert found("货物、工程、服务分别为10.00万元、5.00万元、15.00万元。")


@pytest.mark.parametrize(
    "text",
    [
        "截至2023年12月31日，共有车辆2辆。",
        "单价100万元（含）以上设备（不含车辆）0台（套）。",
        "按照某市〔2023〕15号文件要求开展。",
        "“十四五”期间开展2期建设。",
    ],
)
def test_dates_thresholds_and_document_numbers_are_no_figures(text):
    assert found(text) == []
