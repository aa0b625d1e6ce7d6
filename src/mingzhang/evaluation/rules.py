"""The rules for one self-evaluation form, in words: id → title, sentence, level, when it cannot be applied."""

from __future__ import annotations

from mingzhang.finding import Level

EVALUATION_RULES: dict[str, tuple[str, str, Level, str]] = {
    "evaluation.fund-sum": (
        "自评表资金总额与来源",
        "资金总额各栏等于各资金来源同栏之和。",
        "error",
        "没有资金总额行或来源行，或者来源行有空白、非数字。",
    ),
    "evaluation.balance": (
        "自评表资金结转结余",
        "全年预算数减全年执行数等于资金结（转）余。",
        "error",
        "表中没有这三栏，或者有空白、非数字。",
    ),
    "evaluation.execution-rate": (
        "自评表预算执行率",
        "执行率等于全年执行数除以全年预算数。",
        "error",
        "全年预算数为 0（执行率无从计算），或者有空白、非数字。",
    ),
    "evaluation.execution-score": (
        "自评表执行率得分",
        "执行率得分等于分值乘以执行率，最高为满分。",
        "error",
        "全年预算数为 0，或者执行率、得分空白，或者看不出执行率的分值。",
    ),
    "evaluation.weight-sum": (
        "自评表分值合计",
        "执行率分值与各指标分值合计为 100 分。",
        "error",
        "没有读到指标，或者有指标没有印出分值。",
    ),
    "evaluation.score-range": (
        "自评表得分不超过分值",
        "各项得分不小于 0，也不大于该项分值。",
        "error",
        "没有同时印出分值和得分的项目。",
    ),
    "evaluation.blank-score": (
        "自评表得分空白",
        "有分值的指标都应填写得分；空白按 0 分计。",
        "warning",
        "没有读到指标。",
    ),
    "evaluation.total": (
        "自评表总分",
        "总分等于执行率得分与各指标得分之和。",
        "error",
        "没有总分、执行率得分或者指标得分。",
    ),
    "evaluation.grade": (
        "自评表等级与总分",
        "等级与总分所在的分数段一致。",
        "error",
        "没有等级或总分，或者等级的名称不在已知的等级之内。",
    ),
    "evaluation.negative-amount": (
        "自评表资金为负数",
        "资金各栏不为负数。",
        "error",
        "资金栏没有读到数字。",
    ),
    "evaluation.over-budget": (
        "自评表执行数超过预算数",
        "全年执行数一般不大于全年预算数，超过的须说明。",
        "notice",
        "没有同时印出全年预算数和全年执行数的行。",
    ),
}
"""Rule id → (title, sentence, level, when not applicable)."""
