"""What was really published wrong in the samples, read by eye first: each found at its line or page, nothing else.

The list holds the errors and matters to explain that two careful readings confirmed, without quoting; a finding of
level error or warning that is not in it is a false one until a reader has looked.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.check import check
from mingzhang.read import read_file

PUBLISHED = {
    "datong-gxj-2023.txt": [
        (1500, "text.count-limits", "error"),
        (2390, "evaluation.analysis-funds", "error"),
        (1811, "evaluation.analysis-indicators", "error"),
        (2946, "evaluation.analysis-unit-cost", "error"),
        (1549, "forms.grade-counts", "error"),
        (1549, "wording.blank-slot", "error"),
        (1324, "structure.parts", "warning"),
        (139, "structure.repeated-headings", "warning"),
        (1324, "structure.part-title", "warning"),
        (139, "structure.unit-lists", "warning"),
        (1449, "text.zero-base", "warning"),
        (1451, "text.zero-base", "warning"),
        (1403, "text.reason-missing", "warning"),
        (1407, "text.reasons-contradict", "warning"),
        (1382, "text.last-year-sums", "warning"),
        (1370, "text.last-year-carried", "warning"),
        (2330, "evaluation.blank-score", "warning"),
        (2341, "evaluation.blank-score", "warning"),
        (2530, "evaluation.blank-score", "warning"),
        (2871, "evaluation.score-formula", "warning"),
        (1913, "evaluation.admitted", "warning"),
        (2110, "evaluation.admitted", "warning"),
        (2504, "evaluation.admitted", "warning"),
        (2668, "evaluation.admitted", "warning"),
        (2577, "evaluation.analysis-funds", "warning"),
        (2745, "evaluation.analysis-funds", "warning"),
        (3122, "evaluation.analysis-rate", "warning"),
        (3301, "evaluation.complement", "warning"),
        (1936, "evaluation.cost", "warning"),
        (2131, "evaluation.cost", "warning"),
        (2250, "evaluation.unspent", "warning"),
        (2443, "evaluation.unspent", "warning"),
        (2984, "evaluation.unspent", "warning"),
        (2369, "evaluation.problems", "warning"),
        (2721, "evaluation.problems", "warning"),
        (3101, "evaluation.problems", "warning"),
        (1872, "evaluation.years", "warning"),
        (3181, "evaluation.years", "warning"),
        (3356, "evaluation.years", "warning"),
        (2029, "forms.project-name", "warning"),
        (114, "wording.budget-residue", "warning"),
        (118, "wording.budget-residue", "warning"),
        (147, "wording.doubled-paragraph", "warning"),
        (1496, "wording.foreign-purpose", "warning"),
    ],
    "putuo-guihua-2024.pdf": [
        (24, "text.figures", "error"),
        (25, "wording.alternatives", "error"),
        (20, "structure.parts", "warning"),
        (7, "names.organisation", "warning"),
        (26, "names.organisation", "warning"),
        (24, "names.second-level", "warning"),
        (24, "text.listed-zero", "warning"),
        (24, "text.listed-zero", "warning"),
        (24, "text.listed-zero", "warning"),
        (24, "text.listed-zero", "warning"),
        (22, "text.item-names", "warning"),
        (24, "text.item-names", "warning"),
        (26, "wording.instruction", "warning"),
        (21, "wording.missing-unit", "warning"),
        (26, "wording.missing-unit", "warning"),
    ],
}
"""(line or page of the first place, rule, level) of each matter, by sample."""


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_exactly_the_published_errors_are_found(shared: Path, name: str):
    path = shared / "samples" / name
    if not path.is_file():
        pytest.skip(f"the real sample {name} is not on this machine")
    found = sorted(
        (finding.places[0].place.line or finding.places[0].place.page, finding.rule, finding.level)
        for finding in check(read_file(path)).findings
        if finding.level in ("error", "warning") and finding.certainty == "certain"
    )
    assert found == sorted(PUBLISHED[name])
