"""Arithmetic within and between tables: relations judged, failures located, tails noted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from mingzhang.check import describe
from mingzhang.check.arithmetic_examples import examples
from mingzhang.check.elsewhere import elsewhere
from mingzhang.check.rule import Case, Rule
from mingzhang.finding import Certainty, Explanation, Finding, Outcome, Quote, Tally
from mingzhang.forms import forms
from mingzhang.relations.locate import Culprit, Diagnosis, diagnose
from mingzhang.relations.partition import partitions
from mingzhang.relations.system import Relation, System

_IDENTITY = "同一套账的不同列示，算术恒等"
TITLES = {
    "sum.function": ("功能分类科目合计", "类等于所属款之和，款等于所属项之和，合计等于各类之和。"),
    "sum.kind": ("支出各栏合计", "支出合计等于基本支出、项目支出等各栏之和。"),
    "sum.fund": ("资金来源合计", "合计等于一般公共预算、政府性基金、国有资本经营预算等各资金来源之和。"),
    "sum.economic": ("经济分类科目合计", "人员经费、公用经费等于所属经济科目之和；“三公”经费等于各项之和。"),
    "sum.information": ("相关信息合计", "政府采购合计等于货物、工程、服务之和；车辆合计等于各用途之和。"),
    "balance.total": ("收支平衡", "总计等于本年收入、使用结余与年初结转之和，也等于本年支出、结余分配与年末结转之和。"),
    "agreement": ("表间一致", "同一数字在不同的表中应当相等。"),
    "text.figures": ("文字与表一致", "情况说明写出的金额和数量应与表中的同一数字一致，文字前后也应一致。"),
    "bound.part": ("部分不超过整体", "某项资金、某类支出或某一科目的部分不应超过包含它的整体。"),
    "bound.running-costs": ("机关运行经费不超过公用经费", "机关运行经费是公用经费的一部分，不应超过公用经费合计。"),
}
TAIL = "tail.levelled"
JOINT = "joint.infeasible"


def _rules() -> list[Rule]:
    skipped = "所需的数字没有印出，或表中科目重复、行次缺失而无法确定合计关系时不适用。"
    made = [
        Rule(
            name,
            title,
            sentence,
            "error",
            _IDENTITY,
            skipped,
            *examples(name),
        )
        for name, (title, sentence) in TITLES.items()
    ]
    made[0] = Rule(
        **{field: getattr(made[0], field) for field in Rule.__slots__ if field != "check"}, check=check_relations
    )
    tail = Rule(
        TAIL,
        "尾差",
        "两处数字相差一个末位单位，超出四舍五入所能解释的范围，可能是人工调平尾数或以舍入后的数相加。",
        "notice",
        "印出的位数决定容差",
        "没有这样的差额时不出现。",
        "两处都印作 12.30",
        "一处印作 12.30，另一处印作 12.31",
    )
    return [*made, tail]


def check_relations(case: Case) -> list[Outcome]:
    """One outcome for each rule of the family: every relation judged, failures explained together."""
    system = case.system
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    for relation, verdict in zip(system.relations, case.verdicts, strict=True):
        tally = tallies[relation.rule]
        tally.passed += verdict in ("pass", "levelled")
        tally.failed += verdict == "fail"
        tally.blank += verdict == "blank"
        if verdict == "levelled" and not _agrees_elsewhere(system, relation):
            findings[TAIL].append(_tail(case, system, relation))
    diagnoses = diagnose(system)
    cut = _cut(case, system, diagnoses)
    for diagnosis in diagnoses:
        leading = _leading(case, system, diagnosis)
        findings[leading.rule].append(_finding(case, system, diagnosis, leading, cut))
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for rule, reason in system.skipped:
        tallies[rule].not_applicable += 1
        reasons[rule].append(reason)
    tallies[TAIL].failed = len(findings[TAIL])
    tallies[TAIL].passed = 0
    return [
        Outcome(rule, tuple(findings[rule]), tallies[rule], tuple(dict.fromkeys(reasons[rule])))
        for rule in [*TITLES, TAIL]
    ]


def _certainty(case: Case, system: System, relations: Sequence[Relation]) -> Certainty:
    """Certain only where every table and every cell involved was read with certainty."""
    figures = [system.figures[index] for relation in relations for _, index in relation.terms]
    return case.certainty((figure.table for figure in figures), all(figure.sure for figure in figures))


def _agrees_elsewhere(system: System, relation: Relation) -> bool:
    """Whether a sentence that is one last digit off one table repeats another: then the tables differ, not the text."""
    if relation.rule != "text.figures":
        return False
    values = {system.figures[index].value for _, index in relation.terms}
    key = system.figures[relation.terms[0][1]].key
    printed = [figure.value for figure in system.figures if figure.key == key and not figure.blank]
    return all(printed.count(value) > 1 for value in values) or len(set(printed)) < len(printed)


def _leading(case: Case, system: System, diagnosis: Diagnosis) -> Relation:
    """The failed relation that says it best: the sentence's where only it is wrong, else an equality in one table."""
    failed = [system.relations[index] for index in diagnosis.failed]
    tables = case.printed.tables
    culprits = {
        tables[c.table if c.figure is None else system.figures[c.figure].table].narrative
        for explanation in diagnosis.explanations[: max(diagnosis.tied, 1)]
        for c in explanation
    }
    said = culprits == {True}
    return min(
        failed, key=lambda r: (said and r.rule != "text.figures", r.sense != "=", not r.inner, len(r.terms), r.index)
    )


def _tail(case: Case, system: System, relation: Relation) -> Finding:
    figures = [system.figures[index] for _, index in relation.terms]
    name, line = describe.relation_lines(case.printed, system, relation)
    gap = abs(figures[0].value - sum(sign * system.figures[index].value for sign, index in relation.terms[1:]))
    return Finding(
        TAIL,
        "尾差",
        "notice",
        f"{name}，相差 {describe.amount_text(system, figures[0], gap)}，只差末位，属于尾差。",
        tuple(describe.quote(case.printed, figure) for figure in figures if not figure.blank)[:6],
        _certainty(case, system, [relation]),
        *_sides(system, relation),
        "核对末位，或在表注中说明存在尾数误差。",
        (name, line),
    )


def _cut(case: Case, system: System, diagnoses: Sequence[Diagnosis]) -> frozenset[int]:
    """Tables that seem to lack rows where the reader may have missed a page.

    On one page a row is seldom missed, except where the note is missing that ends other tables; a table over
    several pages, and one of a file without pages, may have lost some.
    """
    tables = case.disclosure.tables
    lacking: set[int] = set()
    several: set[int] = set()
    unexplained: set[int] = set()
    for diagnosis in diagnoses:
        figures = [system.figures[at] for index in diagnosis.failed for _, at in system.relations[index].terms]
        lacking |= {figure.table for figure in figures if figure.print is None}
        lost = Counter(
            culprit.table for culprits in diagnosis.explanations[:1] for culprit in culprits if culprit.figure is None
        )
        lacking |= set(lost)
        several |= {number for number, count in lost.items() if count > 1}
        if not diagnosis.explanations:
            unexplained |= {number for index in diagnosis.failed for number in system.relations[index].tables}
    usual = 2 * sum(bool(table.notes) for table in tables) > len(tables)
    noteless = {number for number, table in enumerate(tables) if usual and not table.notes}
    split = {number for number, table in enumerate(tables) if number in lacking and len(table.pages) != 1}
    return frozenset(several | split | (noteless & (lacking | unexplained)))


def _sides(system: System, relation: Relation) -> tuple[str, str, str]:
    """(expected, actual, difference) of a relation: the whole against its parts, a limit where it is one."""
    whole = system.figures[relation.terms[0][1]]
    rest = sum(sign * system.figures[index].value for sign, index in relation.terms[1:])
    parts = describe.amount_text(system, whole, rest)
    gap = describe.amount_text(system, whole, abs(whole.value - rest))
    if relation.sense == "<=":
        return f"不超过 {describe.figure_text(whole)}", parts, gap
    return parts, describe.figure_text(whole), gap


def _repair(system: System, diagnosis: Diagnosis) -> tuple[str, str, str] | None:
    """(expected, actual, difference) of the one figure that alone explains everything, None where there are others."""
    if len(diagnosis.explanations) != 1 or len(diagnosis.explanations[0]) != 1:
        return None
    culprit = diagnosis.explanations[0][0]
    if culprit.limit:
        return None
    if culprit.figure is None:
        return "补列漏掉的一行", "未列此行", ""
    figure = system.figures[culprit.figure]
    right = describe.amount_text(system, figure, culprit.value)
    return right, describe.figure_text(figure), describe.amount_text(system, figure, abs(figure.value - culprit.value))


def _finding(case: Case, system: System, diagnosis: Diagnosis, leading: Relation, cut: frozenset[int]) -> Finding:
    disclosure = case.printed
    failed = [system.relations[index] for index in diagnosis.failed]
    explanations = tuple(_explanation(case, system, diagnosis, culprits) for culprits in diagnosis.explanations)
    title = TITLES[leading.rule][0]
    expected, actual, difference = _repair(system, diagnosis) or _sides(system, leading)
    places = [change[0] for explanation in explanations[:3] for change in explanation.changes]
    places += [
        describe.quote(disclosure, system.figures[index])
        for _, index in leading.terms
        if not system.figures[index].blank
    ]
    lines = [
        line
        for relation in sorted(failed, key=lambda r: r.index != leading.index)[:6]
        for line in describe.relation_lines(disclosure, system, relation)
    ]
    if len(failed) > 6:
        lines.append(f"另有 {len(failed) - 6} 项同样不符")
    message, suggestion = _message(case, system, diagnosis, leading, explanations)
    only_said = all(case.printed.tables[table].narrative for relation in failed for table in relation.tables)
    repeated = only_said and all(relation.rule == "text.figures" for relation in failed)
    scattered = only_said and not repeated and not _in_one_paragraph(case, system, failed)
    loose = (
        scattered
        or any(cut & set(relation.tables) or _lacks_a_row(case, system, relation) for relation in failed)
        or any(
            _may_hold_a_line_number(case, system, culprit) for said in diagnosis.explanations[:1] for culprit in said
        )
    )
    return Finding(
        leading.rule,
        "文字前后不一" if repeated else title,
        # the same words may stand for two things where no table prints the figure
        "warning" if repeated else "error",
        message,
        tuple(dict.fromkeys(places))[:12],
        "to_confirm" if loose else _certainty(case, system, failed),
        expected=expected,
        actual=actual,
        difference=difference,
        suggestion=suggestion,
        arithmetic=tuple(lines),
        explanations=explanations,
    )


def _lacks_a_row(case: Case, system: System, relation: Relation) -> bool:
    """Whether a sum over fixed rows lacks one of them, in a text dump: there a row may be overlooked."""
    tree = partitions().trees.get(relation.dimension)
    fixed = all(
        (form := forms().get(system.figures[index].form)) is not None and form.shape == "panels"
        for _, index in relation.terms[1:]
    )
    if case.disclosure.format != "text" or tree is None or tree.widths or not fixed:
        return False
    shown = {system.figures[index].key.get(tree.name) for _, index in relation.terms[1:]}
    wanted = tree.members.get(relation.node or "all", ())
    covered = {above for member in shown if member for above in tree.chain(member)}
    return any(member not in covered for member in wanted)


def _may_hold_a_line_number(case: Case, system: System, culprit: Culprit) -> bool:
    """Whether a text dump may have run the number of a line into a figure, or put it where a blank was."""
    if case.disclosure.format != "text" or culprit.figure is None:
        return False
    figure = system.figures[culprit.figure]
    amount = figure.print.amount if figure.print else None
    if amount is None or case.printed.tables[figure.table].narrative:
        return False
    beside = [f.print.amount for f in system.figures if f.table == figure.table and f.print and f.print.amount]
    alone = not amount.decimals and 2 * sum(other.decimals > 0 for other in beside) > len(beside)
    right = describe.amount_text(system, figure, culprit.value)
    led = len(amount.text) > len(right) and amount.text.replace(",", "").endswith(right.replace(",", ""))
    return (alone and len(amount.text) <= len("64")) or led


def _in_one_paragraph(case: Case, system: System, relations: Sequence[Relation]) -> bool:
    """Whether each relation stands in one paragraph; a whole and parts of several may have lost some between them."""
    home = {item.statement.place: id(item.statement.passage) for item in case.bound}
    return all(
        len({home.get(system.figures[index].place) for _, index in relation.terms}) == 1 for relation in relations
    )


def _message(
    case: Case, system: System, diagnosis: Diagnosis, leading: Relation, explanations: Sequence[Explanation]
) -> tuple[str, str]:
    count = len(diagnosis.failed)
    name = describe.relation_name(case.printed, system, leading)
    demand = f"{name}，现不符" + (f"；同一原因共有 {count} 项勾稽不符" if count > 1 else "") + "。"
    absent = [system.figures[at] for _, at in leading.terms if system.figures[at].print is None]
    if absent and not explanations:
        table = describe.table_name(case.printed.tables[absent[0].table])
        said = f"其他表列有科目 {absent[0].row_key}，{table}没有此行"
        return f"{said}，而{table}的合计与所列各行相符。", "核对科目编码是否写错，或补列此行并更正合计。"
    if not explanations:
        return demand, "改动三个以内的数字不能使各项勾稽都成立，请对照账簿逐项核对。"
    if len(explanations) == 1:
        changes = len(explanations[0].changes)
        alone = "补列这一行，" if not changes else f"只改这{'一' if changes == 1 else '几'}处，"
        return f"{explanations[0].text}。{demand}", f"{alone}{count} 项勾稽即全部成立；请对照账簿更正。"
    if diagnosis.tied > 1:
        first, second = explanations[0].text, explanations[1].text
        return demand, f"有 {diagnosis.tied} 种改法同样可能，须对照账簿判断，例如：{first}；或：{second}。"
    return demand, f"最可能：{explanations[0].text}；另有 {len(explanations) - 1} 种只改同样多数字的改法。"


def _explanation(case: Case, system: System, diagnosis: Diagnosis, culprits: Sequence[Culprit]) -> Explanation:
    texts: list[str] = []
    changes: list[tuple[Quote, str, str]] = []
    for culprit in culprits:
        if culprit.figure is None:
            texts.append(_lost_row(case, system, diagnosis, culprit))
            continue
        figure = system.figures[culprit.figure]
        right = describe.amount_text(system, figure, culprit.value)
        should = (
            "应为" if not culprit.limit else "不应超过" if culprit.value < figure.value else "不应小于"
        ) + f" {right}"
        source = "" if culprit.limit else elsewhere(case.printed, system, figure, culprit.value)
        slip = f"（{culprit.slip}）" if culprit.slip else source
        texts.append(f"{describe.figure_name(case.printed, figure)}印作 {describe.figure_text(figure)}，{should}{slip}")
        changes.append((describe.quote(case.printed, figure), right, culprit.slip))
    return Explanation("；".join(texts), tuple(changes))


def _lost_row(case: Case, system: System, diagnosis: Diagnosis, culprit: Culprit) -> str:
    """A lost row in words: where, how much it must hold, and which row another table has there."""
    table = case.printed.tables[culprit.table]
    under = "合计" if culprit.node in ("all", "") else f"“{culprit.node}”"
    amounts: list[str] = []
    codes: set[str] = set()
    for index in diagnosis.failed:
        relation = system.relations[index]
        figures = [system.figures[at] for _, at in relation.terms]
        codes |= {figure.row_key for figure in figures if figure.print is None}
        if relation.tables == (culprit.table,) and figures[0].print is not None:
            gap = figures[0].value - sum(sign * system.figures[at].value for sign, at in relation.terms[1:])
            amounts.append(f"{figures[0].column} {describe.amount_text(system, figures[0], gap)}")
    held = f"（{'，'.join(dict.fromkeys(amounts))}）" if amounts else ""
    others = f"；其他表列有科目 {'、'.join(sorted(codes))}" if codes else ""
    return f"{describe.table_name(table)}的{under}之下可能漏列了一行{held}{others}"


RULES = _rules()
