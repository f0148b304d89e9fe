"""A bundle about an invented bureau (虚构), in which every kind of record stands once."""

from decimal import Decimal
from typing import Any

import pytest

from ontology.records import (
    Amount,
    Bundle,
    Duty,
    DutySpending,
    Finance,
    Finding,
    Indicator,
    Measure,
    Outcome,
    Passage,
    Personal,
    Problem,
    Project,
    RegionCandidate,
    ReportFields,
    Staff,
    Unit,
)

TEXT = (
    "云溪县水利局（虚构）2023年度部门整体支出绩效自评报告。内设办公室。在职人员35人。负责水资源管理。全年支出1,234.56万元。"
    "河道治理专项120万元，用于水资源管理。河道治理长度≥12公里，实际13公里。新建水厂3座。人员不足。加强培训。联系人：甲某。"
)


def at(quote: str) -> dict[str, Any]:
    """Return quote and span of words of the text."""
    start = TEXT.index(quote)
    return {"quote": quote, "span": (start, start + len(quote))}


@pytest.fixture
def good() -> Bundle:
    """A bundle without a fault."""
    money = Amount(label="县级资金", value=Decimal(120), unit="万元", value_wan=Decimal(120))
    return Bundle(
        report_id="r_0123456789abcdef",
        extractor="1",
        source_name="虚构.txt",
        text=TEXT,
        report=ReportFields(
            department="云溪县水利局",
            fiscal_year=2023,
            adcode="430603",
            level="区县",
            self_score=Decimal("95.5"),
            candidates=(RegionCandidate(adcode="430603", name="云溪区", score=3.0, reasons=("文号",)),),
        ),
        passages=(Passage(**at("内设办公室。"), headings=("一、基本情况",)),),
        units=(Unit(**at("办公室"), name="办公室", kind="内设机构"),),
        staff=(Staff(**at("在职人员35人"), metric="在职人员", value=Decimal(35), unit="人"),),
        duties=(Duty(**at("负责水资源管理"), order=1, head="水资源管理", text="负责水资源管理"),),
        finance=(Finance(**at("1,234.56万元"), item="全年支出", role="final", year=2023, value=Decimal("1234.56"), unit="万元"),),
        projects=(
            Project(**at("河道治理专项120万元"), name="河道治理专项", kind="专项", value=Decimal(120), unit="万元", components=(money,)),
        ),
        indicators=(Indicator(**at("河道治理长度≥12公里"), name="河道治理长度", target="≥12公里", weight=Decimal(10), attained=True),),
        outcomes=(Outcome(**at("新建水厂3座"), metric="新建水厂", value=Decimal(3), unit="座", year=2023),),
        problems=(Problem(**at("人员不足"), text="人员不足"),),
        measures=(Measure(**at("加强培训"), text="加强培训"),),
        duty_spending=(
            DutySpending(
                **at("用于水资源管理"), duty="水资源管理", project="河道治理专项", basis="explicit", score=1.0, value_wan=Decimal(120)
            ),
        ),
        anomalies=(Finding(kind="sum", severity="info", explanation="相符", quotes=("35人",), spans=(at("35人")["span"],), rule="S1"),),
        personal=(Personal(**at("甲某"), kind="person_name"),),
    )
