"""One invented report (自编报告，均为虚构) as parts with known structure, which the writers print in every format."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Printed:
    """A printed cell of a form and the rows and columns it covers."""

    text: str
    rows: int = 1
    cols: int = 1


@dataclass(frozen=True)
class Form:
    """A table: rows of the cells that are printed in them, those that a cell above covers left out."""

    rows: tuple[tuple[Printed, ...], ...]

    @property
    def placed(self):
        """Return (row, column, cell) of every printed cell."""
        taken, found = set(), []
        for r, row in enumerate(self.rows):
            col = 0
            for cell in row:
                while (r, col) in taken:
                    col += 1
                taken |= {(r + i, col + j) for i in range(cell.rows) for j in range(cell.cols)}
                found.append((r, col, cell))
                col += cell.cols
        return found

    @property
    def size(self):
        """Return the number of rows and columns."""
        return max(r + c.rows for r, _, c in self.placed), max(k + c.cols for _, k, c in self.placed)


def _form(*rows):
    return Form(tuple(tuple(c if isinstance(c, Printed) else Printed(c) for c in row) for row in rows))


P = Printed
MONEY = _form(
    ("项目", "2024年预算数", "2024年决算数"),
    ("基本支出", "1,250.30", "1,248.16"),
    ("其中：人员经费", "1,010.00", "1,009.58"),
    ("公用经费", "240.30", "238.58"),
    ("项目支出", "860.00", "812.40"),
    ("合计", "2,110.30", "2,060.56"),
)
INDICATORS = _form(
    (P("绩效指标", rows=10), "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析"),
    (P("产出指标\n（50分）", rows=5), P("数量指标", rows=2), "新增公办学位数", "≥1000个", "1200个", "15", "15", ""),
    ("新建校舍面积", "≥5000平方米", "4800平方米", "10", "9.6", "雨季较长，工期延后"),
    (P("质量指标", rows=2), "校舍工程验收合格率", "100%", "100%", "10", "10", ""),
    ("教师培训结业率", "≥95%", "96.5%", "5", "5", ""),
    ("时效指标", "资助资金发放及时率", "100%", "100%", "10", "10", ""),
    (P("效益指标\n（30分）", rows=2), "社会效益指标", "九年义务教育巩固率", "≥99%", "99.6%", "15", "15", ""),
    ("可持续影响指标", "教师交流轮岗人数", "≥80人", "86人", "15", "15", ""),
    ("满意度指标\n（10分）", "服务对象满意度指标", "学生家长满意度", "≥90%", "93.2%", "10", "10", ""),
    (P("总分", cols=5), "90", "89.6", ""),
)
PARTS = (
    "2024年度云溪县虚构教育局部门整体支出绩效自评报告",
    "一、部门概况",
    "（一）主要职能",
    "1.负责全县教育事业发展规划的编制并组织实施。",
    "2.负责全县基础教育、职业教育和学前教育的统筹管理。",
    "3.负责全县教师队伍建设和教师资格认定工作。",
    "（二）人员情况",
    "2024年末，我局核定编制62名，实有在职人员58人，退休人员33人。",
    "二、部门预算执行情况",
    "2024年年初预算2110.30万元，全年支出决算2060.56万元，预算执行率97.64%。具体情况见下表。",
    "部门支出情况表（单位：万元）",
    MONEY,
    "三、绩效目标完成情况",
    "2024年，全县新建改建幼儿园12所，新增学位1200个，资助家庭经济困难学生3560人次，发放资助资金428.6万元。",
    "部门整体支出绩效自评表",
    INDICATORS,
    "四、存在的问题",
    "一是部分项目前期论证不够充分，预算编制不够精细。",
    "二是绩效指标设置不够量化，个别指标难以考核。",
    "五、下一步改进措施",
    "一是加强项目前期论证，提高预算编制的准确性。",
    "二是完善绩效指标体系，逐步提高量化指标的比重。",
)
