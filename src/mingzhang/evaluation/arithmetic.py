"""The arithmetic of one self-evaluation form: one function per rule, printed digits decide what is tolerated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from mingzhang.amount import Amount, Interval, exact
from mingzhang.check.finding import Certainty, Explanation, Finding, Level, Outcome, Quote, Tally
from mingzhang.evaluation.model import MONEY_COLUMNS, Evaluation, FundRow, Indicator, Mark
from mingzhang.evaluation.rules import EVALUATION_RULES
from mingzhang.evaluation.scheme import grade_sets, schemes
from mingzhang.evaluation.values import NUMBER
from mingzhang.model import Place

_BUDGET, _SPENT, _LEFT, _RATE, _SCORE = "全年预算数", "全年执行数", "结转结余", "执行率", "得分"
_EXECUTION_ROW = "预算执行率"


def check_evaluation(form: Evaluation) -> list[Outcome]:
    """Every rule applied to one form, in the order of the rule book."""
    return [rule(form) for rule in RULES.values()]


class _Judge:
    """Collects what one rule says of one form."""

    def __init__(self, form: Evaluation, rule: str) -> None:
        self.form = form
        self.rule = rule
        self.findings: list[Finding] = []
        self.tally = Tally()
        self.reasons: list[str] = []

    def passed(self) -> None:
        """One more instance that holds."""
        self.tally.passed += 1

    def skip(self, reason: str) -> None:
        """One instance that cannot be judged."""
        self.tally.not_applicable += 1
        self.reasons.append(f"“{self.form.name}”{reason}")

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
    ) -> None:
        """One more instance that does not hold."""
        title, _, usual, _ = EVALUATION_RULES[self.rule]
        certainty: Certainty = "certain" if certain and self.form.sure else "to_confirm"
        self.tally.failed += 1
        self.findings.append(
            Finding(
                self.rule,
                title,
                level or usual,
                f"“{self.form.name}”自评表：{message}",
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

    def outcome(self) -> Outcome:
        """All of it."""
        return Outcome(self.rule, tuple(self.findings), self.tally, tuple(self.reasons))


def fund_sum(form: Evaluation) -> Outcome:
    """资金总额 = Σ sources, per money column."""
    judge = _Judge(form, "evaluation.fund-sum")
    total = form.fund_total
    sources = [row for row in form.funds if row is not total and not row.is_total]
    if total is None or not sources:
        judge.skip("没有资金总额行或来源行。")
        return judge.outcome()
    scale = _money_scale(form)
    for column in MONEY_COLUMNS:
        if column not in total.cells:
            continue
        whole = total.amount(column)
        parts = [row.amount(column) for row in sources]
        printed = [part for part in parts if part is not None]
        if whole is None and not printed:
            judge.tally.blank += 1
            continue
        if whole is None or len(printed) < len(parts):
            judge.skip(f"资金“{column}”一栏有空白或非数字，不能合计。")
            continue
        sum_range = exact(Decimal(0))
        for part in printed:
            sum_range += _range(part, scale)
        computed = sum((part.value for part in printed), Decimal(0))
        quotes = [_fund_quote(form, total, column), *(_fund_quote(form, row, column) for row in sources)]
        lines = (
            " + ".join(part.text for part in printed) + f" = {_plain(computed)}",
            f"资金总额印为 {whole.text}，相差 {_plain(whole.value - computed)}",
        )
        changes = [(quotes[0], computed)] + [
            (quote, part.value + whole.value - computed) for quote, part in zip(quotes[1:], printed, strict=True)
        ]
        _judge_sum(
            judge, f"资金总额的{column}与各来源之和不符", quotes, whole, computed, sum_range, scale, lines, changes
        )
    return judge.outcome()


def balance(form: Evaluation) -> Outcome:
    """全年预算数 − 全年执行数 = 结转结余, per row."""
    judge = _Judge(form, "evaluation.balance")
    scale = _money_scale(form)
    for row in form.funds:
        budget, spent, left = row.amount(_BUDGET), row.amount(_SPENT), row.amount(_LEFT)
        if _LEFT not in row.cells:
            continue
        if budget is None or spent is None or left is None:
            judge.skip(f"“{row.item}”的预算数、执行数或结转结余空白。")
            continue
        computed = budget.value - spent.value
        quotes = [_fund_quote(form, row, column) for column in (_LEFT, _BUDGET, _SPENT)]
        lines = (
            f"{budget.text} − {spent.text} = {_plain(computed)}",
            f"资金结（转）余印为 {left.text}，相差 {_plain(left.value - computed)}",
        )
        changes = [
            (quotes[0], computed),
            (quotes[1], spent.value + left.value),
            (quotes[2], budget.value - left.value),
        ]
        span = _range(budget, scale) + -_range(spent, scale)
        what = f"“{row.item}”的结（转）余不等于全年预算数减全年执行数"
        _judge_sum(judge, what, quotes, left, computed, span, scale, lines, changes)
    if not judge.tally.applied and not judge.tally.not_applicable:
        judge.skip("没有结转结余一栏。")
    return judge.outcome()


def execution_rate(form: Evaluation) -> Outcome:
    """执行率 = 全年执行数 ÷ 全年预算数, per row."""
    judge = _Judge(form, "evaluation.execution-rate")
    for row in form.funds:
        budget, spent, rate = row.amount(_BUDGET), row.amount(_SPENT), row.amount(_RATE)
        if budget is None or spent is None or rate is None:
            judge.skip(f"“{row.item}”的预算数、执行数或执行率空白。")
            continue
        quotes = [_fund_quote(form, row, column) for column in (_RATE, _SPENT, _BUDGET)]
        if budget.value == 0:
            if rate.value == 0:
                judge.skip(f"“{row.item}”全年预算数为 0，执行率无从计算。")
                continue
            judge.fail(
                f"“{row.item}”全年预算数为 0，执行率却印为 {rate.text}",
                quotes,
                level="warning",
                actual=rate.text,
                suggestion="预算数为 0 时不存在执行率，请核对预算数，或者不填执行率并说明。",
            )
            continue
        span = _rate_range(form, row)
        if span is None or span.meet(rate.interval) is not None:
            judge.passed()
            continue
        computed = spent.value / budget.value * 100
        expected = _rounded(computed, max(rate.decimals, 2))
        near = span.widened(rate.step).meet(rate.interval) is not None
        judge.fail(
            f"“{row.item}”的执行率印为 {rate.text}，按预算数和执行数计算应为 {expected}",
            quotes,
            level="notice" if near else None,
            expected=expected,
            actual=rate.text,
            difference=_plain(rate.value - Decimal(expected)),
            suggestion="请核对全年预算数、全年执行数和执行率。",
            arithmetic=(
                f"{spent.text} ÷ {budget.text} × 100 = {_rounded(computed, 4)}",
                f"按印出的位数，执行率在 {_rounded(span.low, 4)} 与 {_rounded(span.high, 4)} 之间",
            ),
        )
    return judge.outcome()


def execution_score(form: Evaluation) -> Outcome:
    """执行率得分 = weight × min(1, rate), per row."""
    judge = _Judge(form, "evaluation.execution-score")
    weight = execution_weight(form)
    decimals = max((s.decimals for row in form.funds if (s := row.amount(_SCORE))), default=0)
    for row in form.funds:
        rate, score = row.amount(_RATE), row.amount(_SCORE)
        if score is None and not row.is_total:
            continue
        budget = row.amount(_BUDGET)
        if score is None or (rate is None and budget is None):
            judge.skip(f"“{row.item}”的执行率或得分空白。")
            continue
        if weight is None:
            judge.skip("看不出执行率的分值是多少。")
            continue
        if budget is not None and budget.value == 0:
            judge.skip(f"“{row.item}”全年预算数为 0，执行率得分无从计算。")
            continue
        span = _rate_range(form, row)
        shown = rate.interval if rate else None
        known = span.meet(shown) if span and shown else None
        known = known or shown or span
        if known is None:
            judge.skip(f"“{row.item}”的执行率不能计算。")
            continue
        low, high = (min(max(end, Decimal(0)), Decimal(100)) * weight / 100 for end in (known.low, known.high))
        earned = Interval(low, high)
        fine = replace(score, decimals=max(decimals, score.decimals))
        if earned.meet(fine.interval) is not None:
            judge.passed()
            continue
        middle = rate.value if rate else (known.low + known.high) / 2
        computed = min(middle, Decimal(100)) * weight / 100
        expected = _rounded(computed, max(decimals, 2))
        loose = earned.widened(fine.step).meet(score.interval) is not None
        judge.fail(
            f"“{row.item}”的执行率得分印为 {score.text}，按执行率应为 {expected}",
            [_fund_quote(form, row, _SCORE), _fund_quote(form, row, _RATE)],
            level="notice" if loose else None,
            expected=expected,
            actual=score.text,
            difference=_plain(score.value - Decimal(expected)),
            suggestion="请核对执行率得分；本级财政另有计分办法的，请以其为准。",
            arithmetic=(f"{_plain(weight)} × min(100, {_plain(middle)}) ÷ 100 = {_rounded(computed, 4)}",),
        )
    if not judge.tally.applied and not judge.tally.not_applicable:
        judge.skip("没有执行率得分。")
    return judge.outcome()


def weight_sum(form: Evaluation) -> Outcome:
    """Execution weight + Σ indicator weights = 100."""
    judge = _Judge(form, "evaluation.weight-sum")
    weights = [_number(item.weight) for item in form.indicators]
    if not weights or None in weights:
        judge.skip("没有读到指标，或者有指标没有印出分值。")
        return judge.outcome()
    parts = sum((weight for weight in weights if weight is not None), Decimal(0))
    own = any(_EXECUTION_ROW in item.name for item in form.indicators)
    weight = Decimal(0) if own else execution_weight(form)
    possible = {weight} if weight is not None else {scheme.execution for scheme in schemes()}
    if any(parts + execution == 100 for execution in possible):
        judge.passed()
        return judge.outcome()
    if form.execution_weight is None and parts == 100 and not own:
        judge.skip("各指标分值合计已为 100 分，执行率是否另外计分看不出来。")
        return judge.outcome()
    execution = weight if weight is not None else schemes()[0].execution
    terms = [_plain(execution), *(item.weight or "" for item in form.indicators)]
    judge.fail(
        f"执行率 {_plain(execution)} 分与各指标分值合计为 {_plain(execution + parts)} 分，不是 100 分",
        [_score_quote(form, item) for item in form.indicators],
        expected="100",
        actual=_plain(execution + parts),
        difference=_plain(execution + parts - 100),
        suggestion="请核对各指标的分值。",
        arithmetic=(" + ".join(terms) + f" = {_plain(execution + parts)}",),
        certain=form.execution_weight is not None or weight is not None,
    )
    return judge.outcome()


def score_range(form: Evaluation) -> Outcome:
    """Each score lies within 0 and its weight."""
    judge = _Judge(form, "evaluation.score-range")
    rows = [(item.name, item.weight, item.score, _score_quote(form, item)) for item in form.indicators]
    total = form.fund_total
    if total is not None and _SCORE in total.cells and form.execution_weight:
        rows.append(("执行率", form.execution_weight, total.cells[_SCORE].text, _fund_quote(form, total, _SCORE)))
    for name, weight_text, score_text, quote in rows:
        weight, score = _number(weight_text), _number(score_text)
        if weight is None or score is None:
            continue
        if 0 <= score <= weight:
            judge.passed()
            continue
        judge.fail(
            f"“{name}”得分 {_plain(score)}，" + ("小于 0" if score < 0 else f"超过分值 {_plain(weight)}"),
            [quote],
            expected=f"0～{_plain(weight)}",
            actual=_plain(score),
            difference=_plain(score if score < 0 else score - weight),
            suggestion="请核对该项的分值和得分。",
        )
    if not judge.tally.applied:
        judge.skip("没有同时印出分值和得分的项目。")
    return judge.outcome()


def blank_score(form: Evaluation) -> Outcome:
    """Every weighted indicator has a score."""
    judge = _Judge(form, "evaluation.blank-score")
    for item in form.indicators:
        if _number(item.weight) is None:
            continue
        if item.score is not None:
            judge.passed()
            continue
        judge.fail(
            f"指标“{item.name}”分值 {item.weight}，得分空白（总分按 0 分计）",
            [_score_quote(form, item)],
            expected=f"0～{item.weight}",
            suggestion="得 0 分的请填 0，不适用的请说明并调整分值。",
        )
    if not judge.tally.applied:
        judge.skip("没有读到指标。")
    return judge.outcome()


def total_score(form: Evaluation) -> Outcome:
    """总分 = execution score + Σ indicator scores; blank scores count as nothing."""
    judge = _Judge(form, "evaluation.total")
    total = form.total.amount
    row = form.fund_total
    own = any(_EXECUTION_ROW in item.name for item in form.indicators)
    execution = row.amount(_SCORE) if row is not None else None
    scored = [(item, _amount(item.score)) for item in form.indicators]
    if total is None or (execution is None and not own) or not any(score for _, score in scored):
        judge.skip("没有印出总分、执行率得分或指标得分。")
        return judge.outcome()
    parts = [score for _, score in scored if score is not None]
    if execution is not None and not own:
        parts.insert(0, execution)
    computed = sum((part.value for part in parts), Decimal(0))
    blanks = sum((_number(item.weight) or Decimal(0) for item, score in scored if score is None), Decimal(0))
    if total.value == computed:
        judge.passed()
        return judge.outcome()
    span = exact(Decimal(0))
    for part in parts:
        span += part.interval if part.decimals else exact(part.value)
    rounding = span.meet(total.interval) is not None
    unclear = computed < total.value <= computed + blanks
    quotes = [_mark_quote(form, form.total, "总分")]
    if row is not None and execution is not None and not own:
        quotes.append(_fund_quote(form, row, _SCORE))
    quotes += [_score_quote(form, item) for item, _ in scored]
    difference = total.value - computed
    judge.fail(
        f"总分印为 {total.text}，各项得分之和为 {_plain(computed)}" + ("（空白得分按 0 分计）" if blanks else ""),
        quotes,
        level="notice" if rounding else "warning" if unclear else None,
        expected=_plain(computed),
        actual=total.text,
        difference=_plain(difference),
        suggestion="请核对总分和各项得分" + ("，并补填空白的得分。" if blanks else "。"),
        arithmetic=(
            " + ".join(part.text for part in parts) + f" = {_plain(computed)}",
            f"总分印为 {total.text}，相差 {_plain(difference)}",
        ),
        explanations=() if rounding else _total_explanations(form, quotes[0], computed, difference),
    )
    return judge.outcome()


def grade(form: Evaluation) -> Outcome:
    """The grade is the one of the band in which the printed total lies."""
    judge = _Judge(form, "evaluation.grade")
    total, word = form.total.amount, form.grade.text
    if total is None or word is None:
        judge.skip("没有印出总分或等级。")
        return judge.outcome()
    known = [grades for grades in grade_sets() if grades.band(word)]
    if not known:
        judge.skip(f"等级“{word}”不在已知的等级之内，分数段不详。")
        return judge.outcome()
    if any(grades.word(total.value) == word for grades in known):
        judge.passed()
        return judge.outcome()
    right = known[0].word(total.value)
    if right is None:
        judge.skip(f"总分 {total.text} 不在 0 至 100 分之内，等级无从判断。")
        return judge.outcome()
    band = known[0].band(word)
    bounds = f"{_plain(band.low)}～{_plain(band.high)} 分" if band else ""
    judge.fail(
        f"总分 {total.text} 分应评为“{right}”，印为“{word}”",
        [_mark_quote(form, form.grade, "等级"), _mark_quote(form, form.total, "总分")],
        expected=right,
        actual=word,
        suggestion="请核对总分和等级。",
        arithmetic=(f"“{word}”的分数段为 {bounds}，总分 {total.text} 不在其中",),
        certain=known[0].confidence == "high",
    )
    return judge.outcome()


def negative_amount(form: Evaluation) -> Outcome:
    """No fund amount is below zero."""
    judge = _Judge(form, "evaluation.negative-amount")
    for row in form.funds:
        for column in MONEY_COLUMNS:
            amount = row.amount(column)
            if amount is None:
                continue
            overspent = column == _LEFT and _overspent(row)
            if amount.value >= 0 or overspent:
                judge.passed()
                continue
            judge.fail(
                f"“{row.item}”的{column}为负数 {amount.text}",
                [_fund_quote(form, row, column)],
                expected="不小于 0",
                actual=amount.text,
                suggestion="请核对该数。",
            )
    if not judge.tally.applied:
        judge.skip("资金栏没有读到数字。")
    return judge.outcome()


def over_budget(form: Evaluation) -> Outcome:
    """全年执行数 ≤ 全年预算数, per row."""
    judge = _Judge(form, "evaluation.over-budget")
    for row in form.funds:
        budget, spent = row.amount(_BUDGET), row.amount(_SPENT)
        if budget is None or spent is None:
            continue
        if not _overspent(row):
            judge.passed()
            continue
        judge.fail(
            f"“{row.item}”的全年执行数 {spent.text} 大于全年预算数 {budget.text}",
            [_fund_quote(form, row, _SPENT), _fund_quote(form, row, _BUDGET)],
            expected=f"不大于 {budget.text}",
            actual=spent.text,
            difference=_plain(spent.value - budget.value),
            suggestion="请核对两数；确属超预算执行的，请说明原因和资金来源。",
        )
    if not judge.tally.applied:
        judge.skip("没有同时印出全年预算数和全年执行数的行。")
    return judge.outcome()


RULES: dict[str, Callable[[Evaluation], Outcome]] = {
    "evaluation.fund-sum": fund_sum,
    "evaluation.balance": balance,
    "evaluation.execution-rate": execution_rate,
    "evaluation.execution-score": execution_score,
    "evaluation.weight-sum": weight_sum,
    "evaluation.score-range": score_range,
    "evaluation.blank-score": blank_score,
    "evaluation.total": total_score,
    "evaluation.grade": grade,
    "evaluation.negative-amount": negative_amount,
    "evaluation.over-budget": over_budget,
}
"""The function of each rule."""


def execution_weight(form: Evaluation) -> Decimal | None:
    """The weight of the execution rate: as printed, or the known one that the printed weights and scores speak for."""
    if form.execution_weight is not None:
        return _number(form.execution_weight)
    known = list(dict.fromkeys(scheme.execution for scheme in schemes()))
    weights = [_number(item.weight) for item in form.indicators]
    parts = sum((weight for weight in weights if weight is not None), Decimal(0))
    if weights and None not in weights and 100 - parts in known:
        return 100 - parts
    row = form.fund_total
    rate, score = (row.amount(_RATE), row.amount(_SCORE)) if row is not None else (None, None)
    if rate is None or score is None or rate.value <= 0:
        return None
    share = min(rate.value, Decimal(100)) / 100
    fitting = [weight for weight in known if abs(weight * share - score.value) <= score.step]
    return fitting[0] if len(fitting) == 1 else None


def _judge_sum(
    judge: _Judge,
    what: str,
    quotes: Sequence[Quote],
    printed: Amount,
    computed: Decimal,
    span: Interval,
    scale: int,
    lines: Sequence[str],
    changes: Sequence[tuple[Quote, Decimal]],
) -> None:
    """Judge a printed sum: rounding passes; one further unit, or a result printed coarser, is a tail difference."""
    fine = replace(printed, decimals=max(printed.decimals, scale))
    if span.meet(fine.interval) is not None:
        judge.passed()
        return
    tail = span.widened(fine.step).meet(printed.interval if printed.decimals else fine.interval) is not None
    explanations = [
        Explanation(f"若只有“{quote.text}”有误，应为 {_plain(value)}", ((quote, _plain(value), ""),))
        for quote, value in changes
        if value >= 0
    ]
    judge.fail(
        f"{what}：印为 {printed.text}，计算为 {_plain(computed)}" + ("（尾差）" if tail else ""),
        quotes,
        level="notice" if tail else None,
        expected=_plain(computed),
        actual=printed.text,
        difference=_plain(printed.value - computed),
        suggestion="尾差可不改，建议统一位数。" if tail else "请核对以下各数。",
        arithmetic=lines,
        explanations=() if tail else explanations,
    )


def _money_scale(form: Evaluation) -> int:
    """How many decimals the form's money has: systems drop trailing zeros, so the finest print tells."""
    amounts = (row.amount(column) for row in form.funds for column in MONEY_COLUMNS)
    return max((amount.decimals for amount in amounts if amount is not None), default=0)


def _range(amount: Amount, scale: int) -> Interval:
    """The true values a printed amount allows; a printed zero is exact."""
    if amount.value == 0:
        return exact(Decimal(0))
    return replace(amount, decimals=max(amount.decimals, scale)).interval


def _rate_range(form: Evaluation, row: FundRow) -> Interval | None:
    """The execution rates that the printed budget and spending allow."""
    budget, spent = row.amount(_BUDGET), row.amount(_SPENT)
    if budget is None or spent is None or budget.value <= 0:
        return None
    scale = _money_scale(form)
    below, above = _range(budget, scale), _range(spent, scale)
    if below.low <= 0:
        return None
    ends = (above.low / below.high * 100, above.high / below.low * 100)
    return Interval(min(ends), max(ends))


def _overspent(row: FundRow) -> bool:
    budget, spent = row.amount(_BUDGET), row.amount(_SPENT)
    return budget is not None and spent is not None and spent.value > budget.value


def _total_explanations(form: Evaluation, total: Quote, computed: Decimal, difference: Decimal) -> list[Explanation]:
    """The single figures whose change would make the total right."""
    found = [Explanation(f"若只有总分有误，应为 {_plain(computed)}", ((total, _plain(computed), ""),))]
    for item in form.indicators:
        score, weight = _number(item.score), _number(item.weight)
        if score is not None and weight is not None and 0 <= score + difference <= weight:
            value = _plain(score + difference)
            text = f"若只有指标“{item.name}”的得分有误，应为 {value}"
            found.append(Explanation(text, ((_score_quote(form, item), value, ""),)))
    pairs = combinations([item for item in form.indicators if item.score is None], 1)
    for (item,) in pairs:
        if _number(item.weight) == difference:
            text = f"若指标“{item.name}”的空白得分实为满分 {item.weight}，则总分无误"
            found.append(Explanation(text, ((_score_quote(form, item), item.weight or "", ""),)))
    return found


def _number(text: str | None) -> Decimal | None:
    amount = _amount(text)
    return amount.value if amount else None


def _amount(text: str | None) -> Amount | None:
    return Mark(text.removesuffix("分")).amount if text else None


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(value: Decimal, decimals: int) -> str:
    return _plain(value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def _spot(form: Evaluation, place: Place, row: str, column: str) -> Place:
    return replace(place, table=form.title, row=row, column=column)


def _fund_quote(form: Evaluation, row: FundRow, column: str) -> Quote:
    mark = row.cells[column]
    return Quote(f"{row.item} {column} {mark.text or '（空白）'}", _spot(form, mark.place, row.item, column))


def _score_quote(form: Evaluation, item: Indicator) -> Quote:
    text = f"{item.name} 分值 {item.weight or '（空白）'} 得分 {item.score or '（空白）'}"
    return Quote(text, _spot(form, item.numbers, item.name, "得分"))


def _mark_quote(form: Evaluation, mark: Mark, name: str) -> Quote:
    return Quote(f"{name} {mark.text or '（空白）'}", _spot(form, mark.place, name, name))
