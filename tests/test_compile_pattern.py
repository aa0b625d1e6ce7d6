from __future__ import annotations

import pytest

from mingzhang.compile.pattern import Unusable, compiled


@pytest.mark.parametrize(
    "pattern",
    [
        r"功能科目[:：](?P<功能科目>\d{7})",
        r"\s*项目\s*[:：]\s*(?P<项目编码>[\w()*+]{3})",
        r"本月合计|本年累计|结转.*",
        r"(?:ab){2,3}c",
        r"[]*+]+[^)(*]?\(\d+?\)",
        r"a(?=b)(?!c)d++",
        r"\\(x)+",
    ],
)
def test_ordinary_patterns_are_taken(pattern):
    assert compiled(pattern).pattern == pattern


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"(a*)*b",
        r"(?:a|a)*b",
        r"(a?){30}b",
        r"((a+)b?)+",
        r"(?:(?:x\d{1,9}))*y",
        r"\d+\d+\d+\d+x",
        r"a{0,99}a{0,99}a{0,99}a{0,99}b",
        "a?" * 30 + "a" * 30,
        "(a|a)" * 30 + "b",
        "a*a*a*" + "a?" * 8 + "x",
        r"(a)\1+",
        r"(?P<n>a)(?P=n)",
        r"(?(1)a|b)",
        r"(?i:a)",
        "(",
        "[",
        "a{99999999999999999999}",
        "字" * 400,
    ],
)
def test_patterns_that_may_never_end_are_not(pattern):
    with pytest.raises(Unusable) as caught:
        compiled(pattern)
    assert str(caught.value).endswith("。")
