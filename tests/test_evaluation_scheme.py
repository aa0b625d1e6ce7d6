from decimal import Decimal

from mingzhang.evaluation.scheme import formulas, grade_sets, schemes


def test_every_scheme_shares_out_no_more_than_its_total_and_names_its_source():
    for scheme in schemes():
        assert scheme.execution + sum(scheme.parts.values()) <= scheme.total
        assert scheme.source
        assert scheme.confidence in ("high", "medium", "low")
    assert schemes()[0].execution + sum(schemes()[0].parts.values()) == 100


def test_grades_cover_every_total_once():
    for grades in grade_sets():
        for total in (Decimal(n) / 2 for n in range(201)):
            assert sum(band.holds(total, Decimal(100)) for band in grades.bands) == 1
        assert grades.word(Decimal("100.5")) is None


def test_formulas_are_named_once():
    assert len({formula.id for formula in formulas()}) == len(formulas())
    assert all(formula.text and formula.source for formula in formulas())
