from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from wording_document import found

WRONG = [
    ("征收集士地补偿", "土地"),
    ("财政拔款收入2.00万元", "拨款"),
    ("主要原因在职人员减少", "主要原因是"),
    ("较上一度增加2.00万元", "上一年度"),
    ("国有资金经营预算支出0万元", "国有资本经营预算"),
    ("未购置设备，年未结转2.00万元", "年末"),
    ("对帐工作按月开展", "账"),
]
RIGHT = [
    "提高护士地位和人士地位，保障集体土地权益。",
    "主要原因是人员减少，主要原因如下，主要原因分析见附件。",
    "只能通过公开招标选定，购买帐篷二十顶。",
    "林木部门和土木单位参加，按排污许可证管理。",
    "建设没有完成，新建没有开工；年末发生的支出已经入账。",
    "自己完成编图工作，与上一年度相比没有变化。",
    "合同全额支付，其他收入2.00万元。",
    "毕业后立业成家，安家立业发展态势良好。",
]


@pytest.mark.parametrize(("text", "right"), WRONG)
def test_a_slip_of_the_pen(text, right):
    (finding,) = found("wording.typos", f"{text}。")
    assert finding.level == "notice"
    assert finding.expected.startswith(right)


@pytest.mark.parametrize("text", RIGHT)
def test_correct_words_are_left_alone(text):
    assert found("wording.typos", text) == []


def test_every_pattern_can_be_reached_by_its_core():
    data = tomllib.loads(files("mingzhang.check").joinpath("wording_typos.toml").read_text(encoding="utf-8"))
    for typo in data["typo"]:
        cores = typo.get("core", typo["find"].split("|"))
        assert all(core and not re.search(r"[()\[\]?*+\\.^$]", core) for core in cores), typo["find"]
        assert all(core[-1] in typo["find"] for core in cores), typo["find"]
