from __future__ import annotations

import report_sample as sample
from mingzhang.report.table_cut import table_cuts


def test_without_page_or_line_the_rows_of_the_table_are_shown():
    document = sample.disclosure()
    (cut,) = table_cuts(sample.swapped(document), document)
    assert cut.caption == "公开03 支出决算表"
    assert cut.columns == ("合计", "基本支出", "项目支出")
    assert cut.rows[1] == ("208 社会保障和就业支出", (("270.00", ""), ("207.00", "main"), ("", "")))
