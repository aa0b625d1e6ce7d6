"""How the self-evaluation forms of a document are written: copied values, vague benefits, broken and repeated texts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from mingzhang.check.example import Example
from mingzhang.check.forms_bench import Bench, case_rule, named_form
from mingzhang.check.forms_family import form, other_form
from mingzhang.check.rule import Case
from mingzhang.evaluation.judge import reason_quote, text_name, text_quote, value_quote
from mingzhang.evaluation.model import Evaluation, Indicator
from mingzhang.evaluation.words import blank, is_kind, listed, pattern, target
from mingzhang.finding import Quote

_SIGNED = re.compile(r"[≥≤≧≦><＞＜]")


@case_rule(
    "forms.actual-sign",
    "自评表实际完成值的写法",
    "实际完成值应填实际达到的数值，不带“≥”“≤”。",
    "notice",
    "实际完成值是已经发生的结果",
    "没有公开自评表",
    good=Example(evaluations=(form({}),)),
    bad=Example(
        evaluations=(form({"rows": {0: ("产出指标", "数量指标", "巡查次数", "≥12次", "≥12次", "20", "20", None)}}),)
    ),
)
def actual_sign(bench: Bench, case: Case) -> None:
    """An achieved value is what was achieved, not a bound; one finding for all forms."""
    forms: Sequence[Evaluation] = case.disclosure.evaluations
    signed = [(one, [item for item in one.indicators if _SIGNED.match(item.actual or "")]) for one in forms]
    hit = [(one, items) for one, items in signed if items]
    bench.tally.passed += len(forms) - len(hit)
    if not hit:
        return
    copied = sum(item.actual == target(item) for _, items in hit for item in items)
    count = sum(len(items) for _, items in hit)
    bench.fail(
        f"{len(hit)} 张自评表的 {count} 个指标，实际完成值带“≥”“≤”"
        + (f"，其中 {copied} 个与指标值一字不差" if copied else ""),
        [value_quote(one, items[0]) for one, items in hit],
        sure=all(one.sure and not one.text_doubts for one, _ in hit),
        suggestion="请填写实测的完成值。",
    )


@case_rule(
    "forms.vague-benefit",
    "自评表效益指标难以衡量",
    "占分较多的效益指标应当可以衡量，不宜只用“促进”“提升”等词。",
    "notice",
    "绩效指标应当细化、可衡量",
    "没有公开自评表，或者没有效益指标",
    good=Example(evaluations=(form({}),)),
    bad=Example(
        evaluations=(
            form({"rows": {4: ("效益指标", "社会效益指标", "改善环境", "改善", "达成预期指标", "30", "30", None)}}),
        )
    ),
)
def vague_benefit(bench: Bench, case: Case) -> None:
    """A benefit that carries all its points can be measured; one finding for all forms."""
    hit: list[tuple[Evaluation, Indicator]] = []
    for one in case.disclosure.evaluations:
        items = [item for item in one.indicators if is_kind(item, "benefit")]
        if not items:
            continue
        if len(items) == 1 and target(items[0]) in listed("vague"):
            hit.append((one, items[0]))
        else:
            bench.passed()
    if not hit:
        return
    points = "、".join(dict.fromkeys(item.weight or "" for _, item in hit))
    words = "”“".join(dict.fromkeys(target(item) or "" for _, item in hit))
    bench.fail(
        f"{len(hit)} 张自评表只有一个效益指标（{points} 分），指标值只是“{words}”，无法衡量",
        [value_quote(one, item) for one, item in hit],
        sure=all(one.sure and not one.text_doubts for one, _ in hit),
        suggestion="请把效益指标细化为可以核对的数值或标准。",
    )


_CLOSED = "。；！？”）》…)."
_NO_BEGINNING = "，。；：、！？）》.,;:)"
_SHORT, _OFTEN = 8, 3


@case_rule(
    "forms.cut-text",
    "自评表文字不完整",
    "文字应写完整，不在词句中间断开。",
    "notice",
    "公开的文字应当完整",
    "没有公开自评表，或者没有写出文字",
    good=Example(evaluations=(form({}),)),
    bad=Example(evaluations=(form({"actual_completion": "全年完成河道巡查十三次，清理堤岸垃圾，并"}),)),
)
def cut_text(bench: Bench, case: Case) -> None:
    """A text that breaks off where the same words go on elsewhere, or with a word that cannot end it."""
    forms: Sequence[Evaluation] = case.disclosure.evaluations
    texts = dict.fromkeys(text for one in forms for text in (*one.texts.values(), *_reasons(one)))
    corpus = "\n".join(texts) + "\n"
    for one in forms:
        for name, text in one.texts.items():
            _judge_end(bench, corpus, text, one, text_quote(one, name, max(len(text) - 16, 0)), text_name(name))
        for item in one.indicators:
            if item.deviation_reason and not blank(item.deviation_reason):
                quote = reason_quote(one, item)
                _judge_end(bench, corpus, item.deviation_reason, one, quote, f"指标“{item.name}”的偏差原因")


def _reasons(one: Evaluation) -> list[str]:
    return [item.deviation_reason for item in one.indicators if item.deviation_reason]


def _judge_end(bench: Bench, corpus: str, text: str, one: Evaluation, quote: Quote, name: str) -> None:
    if len(text) < _SHORT:
        return
    if text[0] in _NO_BEGINNING:
        bench.fail(
            f"{named_form(one)}自评表：{name}以“{text[0]}”开头，像是缺了文字或者多了标点",
            [quote],
            sure=one.sure and not one.text_doubts,
            suggestion="请核对文字的开头。",
        )
    goes_on = "" if text[-1] in _CLOSED else _goes_on(corpus, text)
    if not goes_on and text[-1] not in pattern("dangling").pattern:
        bench.passed()
        return
    bench.fail(
        f"{named_form(one)}自评表：{name}到“…{text[-10:]}”就断了"
        + (f"（别处“{text[-2:]}”都接“{goes_on}”）" if goes_on else ""),
        [quote],
        sure=one.sure and not one.text_doubts,
        suggestion="请核对文字是否没有印全，并补充完整。",
    )


def _goes_on(corpus: str, text: str) -> str:
    """The character that follows the last two of this text wherever else they stand; nothing where they may end one."""
    after = [corpus[found.end()] for found in re.finditer(re.escape(text[-2:]), corpus)]
    # The text itself ends a line of the corpus.
    others = {mark for mark in after if mark != "\n"}
    if after.count("\n") > 1 or len(others) != 1 or len(after) <= _OFTEN:
        return ""
    mark = others.pop()
    return mark if "\u4e00" <= mark <= "\u9fff" else ""


_LONG, _SAME_FORM = 16, 6


@case_rule(
    "forms.repeated-text",
    "自评表文字雷同",
    "不同项目、不同栏目的分析应各写各的情况。",
    "notice",
    "分析应当写本项目的情况",
    "没有公开自评表，或者没有写出分析",
    good=Example(evaluations=(form({}),)),
    bad=Example(
        evaluations=(
            form({"analysis": {"产出情况及分析": "进一步完善了工作机制，工作有序推进。"}}),
            other_form(analysis={"产出情况及分析": "进一步完善了工作机制，工作有序推进。"}),
        )
    ),
)
def repeated_text(bench: Bench, case: Case) -> None:
    """The analysis of one project is not that of another, nor that of the next heading."""
    shared: defaultdict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    first: dict[str, tuple[int, str]] = {}
    forms: Sequence[Evaluation] = case.disclosure.evaluations
    for at, one in enumerate(forms):
        own: dict[str, str] = {}
        for label, text in one.analysis.items():
            if not text or blank(text) or len(text) < _SAME_FORM:
                continue
            if text in own:
                bench.fail(
                    f"{named_form(one)}自评表：“{own[text]}”与“{label}”写的是同一句话",
                    [text_quote(one, label), text_quote(one, own[text])],
                    sure=one.sure and not one.text_doubts,
                    suggestion="请分别写两栏的情况。",
                )
                continue
            own[text] = label
            if len(text) >= _LONG and text in first:
                shared[first[text][0], at].append((first[text][1], label))
            else:
                first.setdefault(text, (at, label))
                bench.passed()
    for (before, after), labels in shared.items():
        one, other = forms[before], forms[after]
        bench.fail(
            f"{named_form(other)}与{named_form(one)}自评表有 {len(labels)} 段分析一字不差",
            [quote for a, b in labels for quote in (text_quote(other, b), text_quote(one, a))],
            sure=all(form.sure and not form.text_doubts for form in (one, other)),
            suggestion="请写各项目自己的情况；确为同一事项分拆填报的，请说明。",
        )


RULES = [actual_sign, vague_benefit, cut_text, repeated_text]
