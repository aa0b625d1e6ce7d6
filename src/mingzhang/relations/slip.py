"""Typing slips: how a printed number could have come from the right one."""

from __future__ import annotations

from decimal import Decimal

from mingzhang.amount import format_amount


def digits_of(value: Decimal, decimals: int) -> str:
    """The digits of a number with its decimals, without point, sign and separators."""
    return format_amount(abs(value), decimals, thousands=False).replace(".", "")


def name_slip(printed: Decimal, right: Decimal, decimals: int) -> str:
    """The Chinese name of the slip that turns `right` into `printed`, or "" where it is none that people make."""
    if printed == right:
        return ""
    if printed == -right:
        return "正负号写反"
    shift = _power_of_ten(printed, right)
    if shift:
        return shift
    wrong, true = digits_of(printed, decimals), digits_of(right, decimals)
    if len(wrong) == len(true):
        differing = [at for at, (a, b) in enumerate(zip(wrong, true, strict=True)) if a != b]
        if len(differing) == 1:
            return "一位数字录错"
        if len(differing) == 2 and differing[1] == differing[0] + 1:
            first, second = differing
            if wrong[first] == true[second] and wrong[second] == true[first]:
                return "相邻两位数字颠倒"
    if len(wrong) + 1 == len(true) and any(true[:at] + true[at + 1 :] == wrong for at in range(len(true))):
        return "漏录一位数字"
    if len(wrong) == len(true) + 1:
        for at in range(len(wrong)):
            if wrong[:at] + wrong[at + 1 :] == true:
                doubled = wrong[at] in (wrong[at - 1 : at], wrong[at + 1 : at + 2])
                return "重复录入一位数字" if doubled else "多录一位数字"
    return ""


def _power_of_ten(printed: Decimal, right: Decimal) -> str:
    if not printed or not right:
        return ""
    for power, name in ((1, "十倍"), (2, "一百倍"), (4, "一万倍（元与万元混用）")):
        if printed == right * 10**power:
            return f"放大了{name}"
        if printed * 10**power == right:
            return f"缩小为{name.replace('倍', '分之一', 1)}"
    return ""
