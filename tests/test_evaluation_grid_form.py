from mingzhang.evaluation.arithmetic import check_evaluation
from mingzhang.evaluation.grid_form import read_grid_form
from mingzhang.evaluation.model import Evaluation
from mingzhang.finding import Finding
from mingzhang.model import Place
from mingzhang.read.layout import Grid, GridCell


def findings(form: Evaluation) -> list[Finding]:
    return [finding for outcome in check_evaluation(form) for finding in outcome.findings]


def grid(picture: str) -> Grid:
    """A grid from a picture: cells between bars, < belongs to the cell on its left, ^ to the one above."""
    rows = [[text.strip() for text in line.strip().strip("|").split("|")] for line in picture.strip().split("\n")]
    height, breadth = len(rows), len(rows[0])
    assert all(len(row) == breadth for row in rows), [len(row) for row in rows]
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            right, down = 1, 1
            while c + right < breadth and row[c + right] == "<":
                right += 1
            while r + down < height and rows[r + down][c] == "^":
                down += 1
            box = (c * 10.0, r * 10.0, (c + right) * 10.0, (r + down) * 10.0)
            cells.append(GridCell(r, c, text, Place(page=1, box=box), down, right))
    return Grid(height, breadth, cells, ruled=True, pages=(1,))


PROVINCIAL = """
| 项目名称 | < | 水库巡查经费 | < | < | < | < | < | < | < |
| 主管部门及代码 | < | 410-某县水务局 | < | < | 预算单位 | < | 410003-某水库管理所 | < | < |
| 项目资金（万元） | < | 年初预算数 | < | 全年预算数 | 全年执行数 | 资金结(转)余 | 执行率 | 得分 | 偏差原因 |
| ^ | < | 目标申报数 | 预算编制数 | ^ | ^ | ^ | ^ | ^ | ^ |
| ^ | 资金总额： | 12 | 12 | 12 | 9 | 3 | 75 | 7.5 | 付款延后 |
| ^ | 市县区财政资金 | 12 | 12 | 12 | 9 | 3 | 75.00 | 7.50 | |
| 项目年度绩效目标 | < | 年度目标 | < | < | < | 实际完成情况 | < | < | < |
| ^ | < | 巡查到位 | < | < | < | 已巡查 | < | < | < |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年初指标值 | 调整后指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析 |
| ^ | 产出指标 | 数量指标 | 巡查次数 | ≥12次 | ≥12次 | ≥12次 | 30 | 30 | |
| ^ | ^ | ^ | 巡查里程 | ≥30公里 | ≥30公里 | ≥30公里 | 20 | 20 | |
| ^ | 效益指标 | 社会效益指标 | 安全 | 保障 | 保障 | 达成预期指标 | 30 | | 未填 |
| ^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | ≥90% | ≥95% | 10 | 10 | |
| 总分 | < | < | < | < | < | < | 67.5 | 中 | < |
| 项目绩效分析 | 自评结果分析 | 项目实施和预算执行情况及分析 | < | 执行九万元 | < | < | < | < | < |
| ^ | ^ | 主要经验做法 | < | 无 | < | < | < | < | < |
"""

CENTRAL = """
| 项目支出绩效自评表 | < | < | < | < | < | < | < |
| （2022年度） | < | < | < | < | < | < | < |
| 项目名称 | < | 数据平台运维 | < | < | < | < | < |
| 主管部门 | < | 某部 | < | 实施单位 | < | 某信息中心 | < |
| 项目资金（万元） | < | | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） |
| ^ | < | 年度资金总额 | 100.00 | 120.00 | 60.00 | 10 | 50.00% |
| ^ | < | 其中：当年财政拨款 | 80.00 | 100.00 | 50.00 | － | － |
| ^ | < | 上年结转资金 | 20.00 | 20.00 | 10.00 | － | － |
| ^ | < | 其他资金 | 0.00 | 0.00 | 0.00 | － | － |
| 年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < |
| ^ | 平台稳定 | < | < | < | 运行稳定 | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 成本指标（20分） | 经济成本指标 | 运维成本 | ≤120万元 | 60万元 | 20 | 20 | |
| 产出指标（40分） | 数量指标 | 系统数 | ≥3个 | 3个 | 40 | 40 | |
| 效益指标（20分） | 社会效益指标 | 效率 | 提高 | 提高 | 20 | 18 | 略低 |
| 满意度指标（10分） | 服务对象满意度指标 | 用户满意度 | ≥90% | 92% | 10 | 10 | |
| 总分 | < | < | < | < | 100 | 93 | |
"""


def test_the_provincial_layout():
    form = read_grid_form("水库巡查经费项目支出绩效自评表（2023年度）", grid(PROVINCIAL), Place(page=1))
    assert form is not None
    assert form.sure
    assert (form.title, form.year) == ("水库巡查经费项目支出绩效自评表", "2023年度")
    assert (form.project_name, form.department_code, form.budget_unit_name) == ("水库巡查经费", "410", "某水库管理所")
    assert form.funds_unit == "万元"
    assert [mark.text for mark in form.funds[0].cells.values()] == ["12", "12", "12", "9", "3", "75", "7.5"]
    assert form.funds[0].reason == "付款延后"
    assert (form.annual_goal, form.actual_completion) == ("巡查到位", "已巡查")
    assert [(i.level1, i.level2, i.level3, i.weight, i.score) for i in form.indicators] == [
        ("产出指标", "数量指标", "巡查次数", "30", "30"),
        ("产出指标", "数量指标", "巡查里程", "20", "20"),
        ("效益指标", "社会效益指标", "安全", "30", None),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "10", "10"),
    ]
    assert form.indicators[2].deviation_reason == "未填"
    assert (form.total.text, form.grade.text) == ("67.5", "中")
    assert form.analysis == {"项目实施和预算执行情况及分析": "执行九万元", "主要经验做法": "无"}
    assert form.indicators[1].numbers.box is not None


def test_the_central_layout():
    form = read_grid_form("", grid(CENTRAL), Place(page=1))
    assert form is not None
    assert (form.title, form.year, form.department_name) == ("项目支出绩效自评表", "2022年度", "某部")
    assert form.budget_unit_name == "某信息中心"
    assert form.execution_weight == "10"
    assert [row.item for row in form.funds] == ["年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金"]
    assert form.funds[0].cells["全年预算数"].text == "120.00"
    assert form.funds[0].cells["执行率"].text == "50.00%"
    assert form.funds[1].cells["执行率"].text is None
    assert form.indicators[0].level1 == "成本指标（20分）"
    assert form.indicators[0].adjusted_target is None
    assert (form.total.text, form.total_weight) == ("93", "100")
    assert form.annual_goal == "平台稳定"


def test_a_read_form_can_be_judged():
    form = read_grid_form(
        "X项目支出绩效自评表", grid(PROVINCIAL.replace("| 9 | 3 | 75 |", "| 9 | 4 | 75 |")), Place(page=1)
    )
    assert form is not None
    assert {finding.rule for finding in findings(form)} == {
        "evaluation.balance",
        "evaluation.fund-sum",
        "evaluation.blank-score",
    }
    assert all(quote.place.box for finding in findings(form) for quote in finding.places)


def test_direction_value_and_unit_in_columns_of_their_own_make_one_target():
    picture = """
| 项目名称 | 道路养护 | < | < | < | < | < | < | < | < |
| 主管部门 | 某县交通局 | < | < | < | 实施单位（盖章） | 某公路段 | < | < | < |
| 预算执行情况(10分) | 年度预算数（万元） | < | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分 | 原因 |
| ^ | 总额 | < | 30.00 | 40.00 | 40.00 | 100.00% | 10 | 10 | |
| ^ | 其中：财政资金 | < | 30.00 | 40.00 | 40.00 | 100.00% | / | / | |
| 绩效指标(90分) | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分 |
| ^ | 产出指标 | 数量指标 | 里程 | ≥ | 30 | 公里 | 31 | 90 | 90 |
| 合计 | < | < | < | < | < | < | < | 100 | 100 |
"""
    form = read_grid_form("道路养护项目支出绩效自评表", grid(picture), Place(page=1))
    assert form is not None
    assert form.sure
    assert (form.indicators[0].initial_target, form.indicators[0].actual) == ("≥30公里", "31")
    assert (form.funds_unit, form.execution_weight, form.budget_unit_name) == ("万元", "10", "某公路段")
    assert form.fund_total is not None
    assert [mark.text for mark in form.fund_total.cells.values()] == ["30.00", "40.00", "40.00", "100.00%", "10"]
    assert (form.total.text, form.total_weight) == ("100", "100")
    assert findings(form) == []


def test_a_total_row_with_the_weights_only_has_no_score():
    picture = """
| 项目名称 | 道路养护 | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 里程 | ≥30公里 | 90 | |
| 合计 | < | < | < | 100 | |
"""
    form = read_grid_form("道路养护项目支出绩效自评表", grid(picture), Place(page=1))
    assert form is not None
    assert form.total.text is None
    assert not form.sure


def test_a_header_repeated_on_the_next_page_is_no_indicator():
    again = "| ^ | 产出指标 | 数量指标 | 巡查次数"
    header = (
        "| ^ | 一级指标 | 二级指标 | 三级指标 | 年初指标值 | 调整后指标值 | 实际完成值 | 分值 | 得分 | 偏差原因 |\n"
    )
    form = read_grid_form("X绩效自评表", grid(PROVINCIAL.replace(again, header + again)), Place(page=1))
    assert form is not None
    assert len(form.indicators) == 4


def test_an_unsure_cell_makes_the_form_doubtful():
    table = grid(PROVINCIAL)
    table.doubts.append("表格线不完整")
    form = read_grid_form("X绩效自评表", table, Place(page=1))
    assert form is not None
    assert not form.sure
    assert {finding.certainty for finding in findings(form)} == {"to_confirm"}


def test_another_table_is_no_form():
    assert read_grid_form("收入决算表", grid("| 项目 | 金额 |\n| 一、收入 | 1.00 |"), Place(page=1)) is None
