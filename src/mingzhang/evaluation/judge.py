"""What one rule says of one form, and how it quotes the form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from mingzhang.amount import Amount
from mingzhang.evaluation.model import Evaluation, FundRow, Indicator, Mark
from mingzhang.finding import Certainty, Explanation, Finding, Level, Outcome, Quote, Tally
from mingzhang.model import Place


@dataclass(frozen=True, slots=True)
class FormRule:
    """A rule for one self-evaluation form: its words, and the function that judges; called with a form, it does."""

    id: str
    title: str
    sentence: str
    level: Level
    not_applicable: str
    judge: Callable[[Judge], None]

    def __call__(self, form: Evaluation) -> Outcome:
        """What the rule says of a form; a form it found nothing to judge in is not applicable."""
        judge = Judge(form, self)
        self.judge(judge)
        tally = judge.tally
        if not tally.applied and not tally.not_applicable and not tally.blank:
            judge.skip(f"：{self.not_applicable}")
        return Outcome(self.id, tuple(judge.findings), tally, tuple(judge.reasons))


def form_rule(
    rule: str, title: str, sentence: str, level: Level, not_applicable: str
) -> Callable[[Callable[[Judge], None]], FormRule]:
    """Make a judging function the rule of these words."""
    return lambda judge: FormRule(rule, title, sentence, level, not_applicable, judge)


class Judge:
    """Collects what one rule says of one form."""

    def __init__(self, form: Evaluation, rule: FormRule) -> None:
        self.form = form
        self.rule = rule
        self.findings: list[Finding] = []
        self.tally = Tally()
        self.reasons: list[str] = []

    @property
    def _name(self) -> str:
        # Projects of one name are told apart by the number of the form.
        number = f"（第 {self.form.seq} 张）" if self.form.seq else ""
        return f"“{self.form.name}”{number}"

    def passed(self) -> None:
        """One more instance that holds."""
        self.tally.passed += 1

    def skip(self, reason: str) -> None:
        """One instance that cannot be judged."""
        self.tally.not_applicable += 1
        self.reasons.append(f"{self._name}{reason}")

    def fail(
        self,
        message: str,
        places: Sequence[Quote],
        *,
        level: Level | None = None,
        expected: str = "",
        actual: str = "",
        difference: str = "",
        suggestion: str = "",
        arithmetic: Sequence[str] = (),
        explanations: Sequence[Explanation] = (),
        certain: bool = True,
        texts: bool = False,
    ) -> None:
        """One more instance that does not hold."""
        certainty: Certainty = (
            "certain" if certain and self.form.sure and not (texts and self.form.text_doubts) else "to_confirm"
        )
        self.tally.failed += 1
        self.findings.append(
            Finding(
                self.rule.id,
                self.rule.title,
                level or self.rule.level,
                f"{self._name}自评表：{message}",
                tuple(places),
                certainty,
                expected,
                actual,
                difference,
                suggestion,
                tuple(arithmetic),
                tuple(explanations),
            )
        )


def number(text: str | None) -> Decimal | None:
    """The number a text prints, or None."""
    amount = amount_of(text)
    return amount.value if amount else None


@lru_cache(maxsize=4096)
def amount_of(text: str | None) -> Amount | None:
    """The amount a text prints (a trailing 分 aside), or None."""
    return Mark(text.removesuffix("分")).amount if text else None


def plain(value: Decimal) -> str:
    """A number without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, decimals: int) -> str:
    """A number rounded half up, without trailing zeros."""
    return plain(value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def fund_quote(form: Evaluation, row: FundRow, column: str) -> Quote:
    """A cell of the funds block, quoted."""
    mark = row.cells[column]
    return Quote(f"{row.item} {column} {mark.text or '（空白）'}", _spot(form, mark.place, row.item, column))


def score_quote(form: Evaluation, item: Indicator) -> Quote:
    """Weight and score of an indicator, quoted."""
    text = f"{item.name} 分值 {item.weight or '（空白）'} 得分 {item.score or '（空白）'}"
    return Quote(text, _spot(form, item.numbers, item.name, "得分"))


def mark_quote(form: Evaluation, mark: Mark, name: str) -> Quote:
    """Total or grade, quoted."""
    return Quote(f"{name} {mark.text or '（空白）'}", _spot(form, mark.place, name, name))


def _spot(form: Evaluation, place: Place, row: str, column: str) -> Place:
    return replace(place, table=form.title, row=row, column=column or None)


def value_quote(form: Evaluation, item: Indicator) -> Quote:
    """Target and achieved value of an indicator, quoted."""
    shown = item.adjusted_target or item.initial_target
    text = f"{item.name} 指标值 {shown or '（空白）'} 实际完成值 {item.actual or '（空白）'}"
    return Quote(text, _spot(form, item.place, item.name, "实际完成值"))


def target_quote(form: Evaluation, item: Indicator) -> Quote:
    """Both targets of an indicator, quoted."""
    first, second = item.initial_target or "（空白）", item.adjusted_target or "（空白）"
    text = f"{item.name} 年初指标值 {first} 调整后指标值 {second}"
    return Quote(text, _spot(form, item.place, item.name, "年初指标值"))


def reason_quote(form: Evaluation, item: Indicator) -> Quote:
    """The reason for a deviation, quoted."""
    text = item.deviation_reason or "（空白）"
    return Quote(f"{item.name} 偏差原因 {text}", _spot(form, item.place, item.name, "偏差原因"))


_FIELDS = {"annual_goal": "年度目标", "actual_completion": "实际完成情况"}


def text_name(name: str) -> str:
    """What a message calls a text of the form."""
    return _FIELDS.get(name, name)


def text_quote(form: Evaluation, name: str, start: int = 0, end: int | None = None) -> Quote:
    """A piece of a text of the form, quoted at its place."""
    text = form.texts.get(name, "")
    return Quote(text[start:end], _spot(form, form.spot(name, start, end), text_name(name), ""))
