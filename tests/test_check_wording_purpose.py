from __future__ import annotations

import pytest

from wording_document import found


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("公务用车购置费5.00万元，主要用于因公出国（境）培训。", "公务用车购置费"),
        ("公务用车购置支出0万元，主要用于本部门无公务接待支出。", "公务用车购置费"),
        ("因公出国（境）费支出0万元，主要用于支付公务接待费。", "因公出国（境）费"),
        ("公务接待费支出1.00万元，主要用于车辆燃料费和保养。", "公务接待费"),
    ],
)
def test_a_purpose_of_another_item(text, item):
    (finding,) = found("wording.foreign-purpose", text)
    assert finding.level == "warning"
    assert f"“{item}”" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "公务用车运行维护费3.00万元，主要用于车辆燃料费、维修费、过路过桥费。",
        "公务接待费1.00万元，主要用于接待外省来访人员的用餐和用车。",
        "公务用车购置及运行维护费3.00万元，主要用于公务用车购置费和车辆维修。",
        "“三公”经费减少1.00万元，主要原因是公务接待费减少。",
        "办公费1.00万元，主要用于公务接待手册的印刷。",
    ],
)
def test_its_own_purpose_is_left_alone(text):
    assert found("wording.foreign-purpose", text) == []
