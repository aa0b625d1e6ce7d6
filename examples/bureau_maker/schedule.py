"""When an amount is paid, in how many payments and under which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from examples.bureau_maker.plan import Line, draw

ALL = tuple(range(1, 13))
_QUARTERS = (3, 6, 9, 12)
_DIRECT = ("2150805", "2150899", "2120899")
"""项 whose money the treasury pays to the receiver itself."""

# Basic spending: months and words by economic code; {m} is the month.
_BASIC: dict[str, tuple[tuple[int, ...], str]] = {
    "30101": (ALL, "发放{m}月工资"),
    "30102": (ALL, "发放{m}月工资"),
    "30107": (ALL, "发放{m}月工资"),
    "30103": ((1, 2, 12), "发放年度奖金"),
    "30108": (ALL, "缴纳{m}月社会保险费"),
    "30109": (ALL, "缴纳{m}月社会保险费"),
    "30110": (ALL, "缴纳{m}月社会保险费"),
    "30112": (ALL, "缴纳{m}月社会保险费"),
    "30113": (ALL, "缴存{m}月住房公积金"),
    "30301": (ALL, "发放{m}月离退休费"),
    "30302": (ALL, "发放{m}月离退休费"),
    "30305": ((1, 4, 7, 10), "发放遗属生活补助"),
    "30304": ((3, 5, 8, 11), "支付抚恤金和丧葬费"),
    "30309": ((5, 12), "发放奖励金"),
    "30201": ((2, 4, 6, 9, 11), "购买办公用品"),
    "30204": (_QUARTERS, "支付银行手续费"),
    "30207": (_QUARTERS, "支付电话费和邮寄费"),
    "30211": ((4, 5, 7, 9, 11), "报销差旅费"),
    "30226": (ALL, "支付保洁和安保人员劳务费"),
    "30227": ((5, 8, 11), "支付委托业务费"),
    "30228": (_QUARTERS, "拨缴工会经费"),
    "30229": ((1, 5, 9, 12), "支付职工福利费"),
    "30231": ((2, 4, 6, 8, 10, 12), "支付车辆加油、保险和维修费"),
    "30239": (ALL, "发放{m}月公务交通补贴"),
    "30299": ((3, 6, 8, 10, 12), "支付其他日常公用支出"),
    "30213": ((6,), "支付零星维修费"),
}

# Projects: words by 项, then what the money goes to by economic code.
_MATTERS = {
    "2080501": "离退休人员活动",
    "2080502": "离退休人员慰问和补助",
    "2080799": "公益性岗位补贴",
    "2081199": "残疾人就业保障金",
    "2140206": "铁路道口安全巡查",
    "2150502": "专项业务",
    "2150517": "产业链培育",
    "2150550": "公共服务平台运行",
    "2150501": "单位自有资金开支",
}
_GOODS = {
    "30201": "办公费", "30202": "印刷费", "30207": "线路租用费", "30211": "差旅费", "30213": "维修维护费",
    "30215": "会议费", "30216": "培训费", "30226": "劳务费", "30227": "委托业务费", "30112": "", "30299": "其他费用",
    "30305": "补助", "31002": "设备购置款", "31204": "奖补资金",
}  # fmt: skip
_SUPPORT = {
    "2150805": "拨付专精特新企业培育资金（第{n}批）",
    "2150899": "拨付工业转型扶持资金（第{n}批）",
    "2120899": "支付园区配套道路管网工程款（第{n}期）",
}


@dataclass(frozen=True, slots=True)
class Payment:
    """A part of a line paid in one month; a refund has a negative amount, money in 分."""

    line: Line
    month: int
    amount: int
    summary: str
    direct: bool = False
    refund: bool = False


def payments(line: Line) -> Iterator[Payment]:
    """Every payment of a line; together they are its amount."""
    if line.kind == "basic":
        months, words = _BASIC[line.economic]
        for month, amount in zip(months, _split(line, len(months)), strict=True):
            yield Payment(line, month, amount, words.format(m=month))
        return
    if line.function in _DIRECT:
        count = 9 if line.amount > 500_000_000 else 4
        for number, amount in enumerate(_split(line, count), start=1):
            month = 2 + (number * 10) // count - 1
            yield Payment(line, month, amount, _SUPPORT[line.function].format(n=number), direct=True)
        return
    words = f"支付{_MATTERS[line.function]}{_GOODS[line.economic]}"
    if line.project:
        words = f"支付项目{line.project}{_GOODS[line.economic]}"
    months = _months(line)
    parts = _split(line, len(months))
    if _comes_back(line):
        back = parts[0] // 7 // 100 * 100
        parts[0] += back
        yield Payment(line, months[0] + 1, -back, "收回多付的" + words.removeprefix("支付"), refund=True)
    for month, amount in zip(months, parts, strict=True):
        yield Payment(line, month, amount, words)


def _months(line: Line) -> tuple[int, ...]:
    """Some months of the year, more of them for more money; small amounts are paid at once."""
    count = 1 if line.amount < 600_000 else 3 if line.amount < 5_000_000 else 6 if line.amount < 50_000_000 else 10
    first = 2 + draw("month", line.function, line.economic, line.project, line.unit) % (11 - count)
    return tuple(range(first, first + count))


def _comes_back(line: Line) -> bool:
    """One payment of the year was too high."""
    return line.project == "P02" and line.economic == "30211"


def _split(line: Line, count: int) -> list[int]:
    """An amount in uneven parts, whole 元 but for the last."""
    amount = line.amount
    if amount < count * 200:
        return [amount] if count == 1 else [*([amount // count] * (count - 1)), amount - amount // count * (count - 1)]
    spread = 12 if line.economic[:3] in ("301", "303") else 60
    weights = [100 + draw("part", line.key(), line.unit, line.project, at) % spread for at in range(count)]
    parts = [amount * weight // sum(weights) // 100 * 100 for weight in weights]
    parts[-1] = amount - sum(parts[:-1])
    return parts
