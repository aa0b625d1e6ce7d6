"""Personal data that must not be published: identity numbers (by their check digit) and mobile numbers."""

from __future__ import annotations

import re

from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.check.wording_text import Role, where
from mingzhang.finding import Finding, Level, Outcome, Tally

_IDENTITY = re.compile(
    r"(?<![\dA-Za-z])[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
_MOBILE = re.compile(r"(?<![\d.,])1[3-9]\d{9}(?![\d.,%元万])")
_CALLED = re.compile("电话|手机|联系|致电|咨询")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ROLES: tuple[Role, ...] = ("cover", "overview", "explanation", "glossary", "tables", "attachment")


def valid_identity(number: str) -> bool:
    """Whether the check digit of an identity number of 18 characters is right.

    >>> valid_identity("110105194912310021")
    False
    """
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def check(case: Case) -> list[Outcome]:
    """Every identity number with a right check digit; every mobile number that is given as one."""
    rule = "wording.privacy"
    findings = []
    hits: list[tuple[re.Match[str], Level, str]] = []
    for match, _ in case.prose.matches(_IDENTITY, _ROLES):
        if valid_identity(match[0]):
            hits.append((match, "error", "身份证号码"))
    for match, piece in case.prose.matches(_MOBILE, _ROLES):
        if _CALLED.search(match.string, max(piece.start, match.start() - 20), match.start()):
            hits.append((match, "warning", "手机号码"))
    for match, level, what in hits:
        shown = match[0][:3] + "*" * (len(match[0]) - 5) + match[0][-2:]
        quote = case.prose.quote(match.start(), match.end())
        findings.append(
            Finding(
                rule,
                "个人信息",
                level,
                f"{where(case.prose.at(match.start()))}有{what}“{shown}”。",
                (quote,),
                case.prose.certainty,
                suggestion="删去，或改为单位的办公电话。",
            )
        )
    return [Outcome(rule, tuple(findings), Tally(max(len(case.prose.pieces) - len(findings), 0), len(findings)))]


RULES = [
    Rule(
        "wording.privacy",
        "个人信息",
        "公开文本不应有身份证号码，也不应有个人手机号码。",
        "error",
        "个人信息不应公开",
        "身份证号码以校验码为准；手机号码只看写明联系方式的。",
        Example(text="十、其他重要事项情况说明\n咨询电话：0999-2345678。"),
        Example(text="十、其他重要事项情况说明\n联系人手机：13900001111。"),
        check,
    )
]
