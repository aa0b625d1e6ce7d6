"""Every problem of the books is named with its sheet and cell, all at once; a right book has none."""

from __future__ import annotations

import pytest

from mingzhang.compile.book import read_book
from mingzhang.compile.validation import validate
from small_book import small_book, written


def problems(folder, sheet: str, old: str, new: str) -> list[str]:
    return [str(problem) for problem in validate(small_book(folder, {sheet: (old, new)}))]


def test_a_right_book_has_none(tmp_path):
    assert validate(small_book(tmp_path)) == []


@pytest.mark.parametrize(
    ("sheet", "old", "new", "where", "what"),
    [
        ("明细账", "6101", "6999", "第15行“科目编码”", "不认识的科目“6999”"),
        ("明细账", "2150501,30101", "2159901,30101", "第4行“功能科目”", "不在目录里"),
        ("明细账", "7101,一般公共预算,2150501,30101", "7201,一般公共预算,2150501,30101", "第4行", "不使用“7201"),
        ("明细账", "6001,一般公共预算", "6001,", "第3行“预算类别”", "要填预算类别"),
        ("明细账", "2150501,30101,基本支出", "2150501,30101,", "第4行“支出性质”", "没有填支出性质"),
        ("明细账", "30201,基本支出,,,100000.00", ",基本支出,,,100000.00", "第5行“经济科目”", "没有填经济科目"),
        ("明细账", "900000.00", "900001.00", "第4行“凭证号”", "借贷不平"),
        ("明细账", ",301002,,30000.00", ",,,30000.00", "第20行“对方单位”", "部门内部往来不一致"),
        ("明细账", "30227,项目支出,P1,,", "30227,项目支出,P1,301002,", "第8行“对方单位”", "不抵销"),
        ("结转结余", "20000.00,65000.00", "20000.00,65001.00", "第2行“年末数”", "相差 1.00元"),
        ("结转结余", "2150501,20000.00", "2150501,-20000.00", "第2行“年初数”", "负数"),
        ("结转结余", "8001,,,10000.00,30000.00", "8001,,,10000.00,30001.00", "第6行“年末数”", "资金结存年末数"),
        ("结转结余", "8101,一般公共预算", "8101,", "第2行“预算类别”", "要填预算类别"),
        ("绩效指标", "100幅,50", "100幅,40", "第2行“分值”", "应为 90 分"),
        ("绩效指标", "≥100幅,100幅,50,,", "≥100幅,80幅,50,,", "第2行“偏差原因", "没有填偏差原因"),
        ("绩效指标", "达成预期指标,30,,", "部分达成预期指标,30,,x", "第3行“得分”", "请填得分"),
        ("绩效指标", "达成预期指标,30,,", "部分达成预期指标,30,29,x", "第3行“得分”", "18.00 到 24.00"),
        ("项目", "500000.00,500000.00", "500000.00,400000.00", "第2行“全年预算数”", "大于全年预算数"),
        ("单位", "云州市星图服务中心,事业单位,正常,", "云州市星图服务中心,事业单位,并入,", "第3行", "并入了哪个单位"),
        ("单位", "事业单位,正常,", "事业单位,零申报,", "第3行“状态”", "12 笔分录（第一笔在第10行）"),
        ("政府采购", "20000.00,5000.00", "20000.01,5000.00", "第2行“授予中小企业”", "大于“金额”20,000.00元"),
        ("政府采购", "20000.00,5000.00", "20000.00,20000.01", "第2行“授予小微企业”", "大于“授予中小企业”"),
        ("统计", "国内公务接待人次,40", "国内公务接待人次,4", "第2行“数量”", "接待批次”5 大于“国内公务接待人次”4"),
        ("统计", "机要通信用车（辆）,1", "公务用车保有量（辆）,1", "第4行“数量”", "大于按用途填的车辆合计 0"),
        ("统计", "国内公务接待人次,40", "国内公务接待批次,40", "第3行“单位编码”", "与第2行的“单位编码”、“指标”相同"),
    ],
)  # fmt: skip
def test_a_planted_problem_is_named(tmp_path, sheet, old, new, where, what):
    found = problems(tmp_path, sheet, old, new)
    assert [text for text in found if where in text and what in text], found


def test_all_problems_come_at_once(tmp_path):
    changes = {"明细账": ("6101", "6999"), "绩效指标": ("100幅,50", "100幅,40")}
    sheets = {problem.sheet for problem in validate(small_book(tmp_path, changes))}
    assert sheets >= {"明细账", "绩效指标"}


SERVICE = "云州市星图服务中心,事业单位,正常,"
END = "301001,5,支付,8001,,,,,,,,30000.00\n"


@pytest.mark.parametrize(
    ("entries", "where", "what"),
    [
        # a closing entry, which the ledger leaves out
        ("301001,9,结转,6001,一般公共预算,2150501,,,,,100.00,\n301001,9,结转,8101,一般公共预算,2150501,,,,,,100.00\n",
         "“科目编码”", "年终结转分录不要列入"),
        # a balance surrendered during the year, which no adjustment tells of
        ("301001,9,上缴,8101,一般公共预算,2150501,,,,,100.00,\n301001,9,上缴,8001,,,,,,,,100.00\n",
         "“科目编码”", "要在“年初调整”表按原因列出"),
        # income tax out of the reserve is a distribution, not the use of savings
        ("301002,9,所得税,8202,,,,,,,100.00,\n301002,9,所得税,8001,,,,,,,,100.00\n", "“科目编码”", "交纳所得税的"),
        ("301001,9,提取,8301,,,,,,,100.00,\n301001,9,提取,8501,,,,,,,,100.00\n", "“科目编码”", "不使用“8301"),
        ("301001,9,基建,7101,一般公共预算,2150501,30905,基本支出,,,100.00,\n301001,9,基建,8001,,,,,,,,100.00\n",
         "“经济科目”", "不列经济科目“309”"),
    ],
)  # fmt: skip
def test_an_entry_that_does_not_belong_is_named(tmp_path, entries, where, what):
    found = problems(tmp_path, "明细账", END, END + entries)
    assert [text for text in found if text.startswith("「明细账」") and where in text and what in text], found


@pytest.mark.parametrize(
    ("sheet", "old", "new", "what"),
    [
        ("预算", "全年预算,一般公共预算,,30217", "全年预算,一般公共预算,,", "没有填功能科目，也没有"),
        ("单位", SERVICE, "云州市星图服务中心,事业单位,并入,301001", "年末数应为 0"),
        ("单位", SERVICE, "云州市星图服务中心,事业单位,零申报,", "却有结转结余"),
    ],
)  # fmt: skip
def test_what_no_table_can_print_is_named(tmp_path, sheet, old, new, what):
    assert [text for text in problems(tmp_path, sheet, old, new) if what in text]


def changed(folder, entries: str, balances: tuple[str, str], adjustments: str = "") -> list[str]:
    """The problems of the book with further entries, a changed balance and adjustments."""
    path = written(folder, {"明细账": (END, END + entries), "结转结余": balances})
    heading = "单位编码,科目编码,预算类别,功能科目,原因,金额\n"
    (path / "年初调整.csv").write_text(heading + adjustments, encoding="utf-8")
    book, found = read_book(path)
    return [str(problem) for problem in [*found, *validate(book)]]


@pytest.mark.parametrize(
    ("entries", "balances", "adjustments"),
    [
        # a refund of this year's spending, and a red entry
        ("301001,9,退款,8001,,,,,,,100.00,\n301001,9,退款,7101,一般公共预算,2150501,30201,基本支出,,,,100.00\n"
         "301001,10,冲销,7101,一般公共预算,2150501,30201,基本支出,,,-50.00,\n301001,10,冲销,8001,,,,,,,,-50.00\n",
         ("65000.00\n301001,8001,,,20000.00,65000.00", "65150.00\n301001,8001,,,20000.00,65150.00"), ""),
        # 资金结存 and 财政拨款结转 by their detail accounts, codes of the office's own length
        ("", ("301001,8001,,,20000.00,65000.00",
              "301001,800101,,,20000.00,60000.00\n301001,800103,,,0.00,5000.00"), ""),
        # a balance surrendered during the year, in the ledger and told of by its cause
        ("301001,9,上缴,8101,一般公共预算,2150501,,,,,100.00,\n301001,9,上缴,8001,,,,,,,,100.00\n",
         ("65000.00\n301001,8001,,,20000.00,65000.00", "64900.00\n301001,8001,,,20000.00,64900.00"),
         "301001,8101,一般公共预算,2150501,归集上缴,-100.00\n"),
        # 结余 used for another item inside the unit: no money moves
        ("", ("301001,8101,一般公共预算,2150501,20000.00,65000.00",
              "301001,8101,一般公共预算,2150501,15000.00,65000.00\n301001,8102,一般公共预算,2080501,5000.00,0.00"),
         "301001,8102,一般公共预算,2080501,单位内部调剂,-5000.00\n301001,8101,一般公共预算,2150501,单位内部调剂,5000.00\n"),
        # a loan, a part of it paid back, money invested: none is income or spending, the reserve keeps what is left
        ("301002,9,借款,8001,,,,,,,900.00,\n301002,9,借款,6501,,,,,,,,900.00\n"
         "301002,10,还本,7701,,,,,,,200.00,\n301002,10,还本,8001,,,,,,,,200.00\n"
         "301002,11,投资,7601,,,,,,,300.00,\n301002,11,投资,8001,,,,,,,,300.00\n",
         ("301002,8301,,,0.00,5000.00\n301002,8001,,,10000.00,30000.00",
          "301002,8301,,,0.00,5000.00\n301002,8202,,,0.00,400.00\n301002,8001,,,10000.00,30400.00"), ""),
        # income tax as a distribution
        ("301002,9,所得税,8701,,,,,,,100.00,\n301002,9,所得税,8001,,,,,,,,100.00\n",
         ("25000.00\n301002,8301,,,0.00,5000.00\n301002,8001,,,10000.00,30000.00",
          "24900.00\n301002,8301,,,0.00,5000.00\n301002,8001,,,10000.00,29900.00"), ""),
        # savings used for the gap of the year
        ("301002,9,弥补,8301,,,,,,,600.00,\n301002,9,弥补,8501,,,,,,,,600.00\n",
         ("25000.00\n301002,8301,,,0.00,5000.00", "25600.00\n301002,8301,,,0.00,4400.00"), ""),
        # own funds may end below nothing
        ("301002,9,维修,7201,非财政,2150501,30213,基本支出,,,26000.00,\n301002,9,维修,8001,,,,,,,,26000.00\n",
         ("25000.00\n301002,8301,,,0.00,5000.00\n301002,8001,,,10000.00,30000.00",
          "-1000.00\n301002,8301,,,0.00,5000.00\n301002,8001,,,10000.00,4000.00"), ""),
    ],
)  # fmt: skip
def test_what_offices_rightly_book_is_accepted(tmp_path, entries, balances, adjustments):
    assert changed(tmp_path, entries, balances, adjustments) == []


def test_a_move_inside_a_unit_gives_what_it_takes(tmp_path):
    adjustments = "301001,8101,一般公共预算,2150501,单位内部调剂,500.00\n"
    found = changed(tmp_path, "", ("", ""), adjustments)
    assert [text for text in found if "「年初调整」" in text and "应相抵" in text]


def test_a_class_without_a_row_in_the_edition_is_refused_though_it_is_named(tmp_path):
    named = "".join(f"功能科目,{code},星图支出\n" for code in ("235", "23501", "2350101"))
    heading = "类别,编码,名称\n"
    changes = {"明细账": ("2150501,30227", "2350101,30227"), "科目名称": (heading, heading + named)}
    found = [str(problem) for problem in validate(small_book(tmp_path, changes))]
    assert [text for text in found if "没有“235”这一类支出" in text]


def test_last_years_totals_are_what_their_parts_make(tmp_path):
    """What 事业单位 drew from their savings is a part of its own, which may be left out where there was none."""
    heading = "指标,资金,功能科目,支出性质,经济分类,金额\n"
    given = "本年收入,,,,,100.00\n年初结转和结余,,,,,5.00\n本年支出,,,,,107.00\n年末结转和结余,,,,,1.00\n"
    book = written(tmp_path)

    def told(rows: str) -> list[str]:
        (book / "上年数.csv").write_text(heading + rows, encoding="utf-8")
        return [str(problem) for problem in validate(read_book(book)[0])]

    assert told(given) == []
    assert told(given + "收支总计,,,,,108.00\n使用非财政拨款结余,,,,,3.00\n") == []
    assert told(given + "收支总计,,,,,105.00\n") == [
        "「上年数」第6行“金额”：收支总计应为 本年支出 107.00元 + 年末结转和结余 1.00元 = 108.00元，填的是 105.00元，"
        "相差 -3.00元；有结余分配的也要填。"
    ]
    (wrong,) = told(given + "收支总计,,,,,108.00\n")
    assert "应为 本年收入 100.00元 + 年初结转和结余 5.00元 = 105.00元" in wrong
    assert "有使用非财政拨款结余的也要填" in wrong


def test_projects_without_spending_in_the_ledger_are_asked_for(tmp_path):
    code = ("30227,项目支出,P1,", "30227,项目支出,,")
    (wrong,) = problems(tmp_path, "明细账", *code)
    assert wrong.startswith("「项目」第2行“全年执行数”：没有填全年执行数，明细账里也没有项目“星图更新”的支出")
    stated = {"项目": ("全年预算数,", "全年预算数,全年执行数,"), "明细账": code}
    book = written(tmp_path / "stated", stated)
    text = (book / "项目.csv").read_text(encoding="utf-8").replace("500000.00,更新", "500000.00,450000.00,更新")
    (book / "项目.csv").write_text(text, encoding="utf-8")
    assert validate(read_book(book)[0]) == []  # a ledger kept without projects
