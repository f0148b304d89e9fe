"""A real model, shared by all search tests, and reports about invented places (虚构) to index."""

from pathlib import Path

import pytest

from invented_texts import made, placed
from ontology.records import Bundle, Indicator, Outcome
from search.embedding.embedder import Embedder, load_embedder
from search.index.index import Index

MODELS = Path(__file__).resolve().parents[2] / ".jixiao-test-cache" / "models"

MARKET = """一、主要绩效
（一）消费维权
一是投诉渠道更加畅通。全年受理群众投诉３，２１６件，为消费者挽回经济损失45.6万元。线下实体店推行七日无理由退货。
二是重点领域监管从严。对全县128台电梯开展专项检查，组织困人救援演练4场。办理知识产权质押融资2.7亿元。
（二）食品安全
学校食堂“互联网+明厨亮灶”覆盖率达到100%。开展制止餐饮浪费行动，检查餐饮单位560家次。
二、存在问题
基层执法人员数量不足，专业能力有待提高。
"""

SCHOOLS = """一、年度工作
义务教育学校课后服务覆盖率98.5%，补充教师212名。取缔无证校外培训机构6家。
新建公办幼儿园3所，新增学位1,080个。
二、下一步措施
加快城区学校扩建，化解大班额。
"""

ROADS = """一、工作完成情况
改造危桥7座，新建农村公路46.8公里。查处超限超载车辆319辆。
二、经费情况
公路养护专项资金1,250万元，执行率96.2%。
"""


@pytest.fixture(scope="session")
def market() -> Bundle:
    """A market regulator's report with two facts."""
    outcome = Outcome(metric="为消费者挽回经济损失", value="45.6", unit="万元", **placed(MARKET, "为消费者挽回经济损失45.6万元"))
    indicator = Indicator(
        name="明厨亮灶覆盖率", target="100%", actual="100%", **placed(MARKET, "学校食堂“互联网+明厨亮灶”覆盖率达到100%。"),
    )
    bundle = made(MARKET, "云溪县市场监督管理局", "999901", "云溪县", 2023)
    return bundle.model_copy(update={"outcomes": (outcome,), "indicators": (indicator,)})


@pytest.fixture(scope="session")
def schools() -> Bundle:
    """An education bureau's report of the same invented county."""
    return made(SCHOOLS, "云溪县教育局", "999901", "云溪县", 2024)


@pytest.fixture(scope="session")
def roads() -> Bundle:
    """A transport bureau's report of another invented county."""
    return made(ROADS, "临泽川县交通运输局", "998802", "临泽川县", 2024)


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The bundled model, unpacked once for all tests of this checkout."""
    return load_embedder("bundled", MODELS)


@pytest.fixture
def index(tmp_path: Path, embedder: Embedder, market: Bundle, schools: Bundle, roads: Bundle) -> Index:
    """An index that holds the three reports."""
    filled = Index.open(tmp_path / "index", embedder)
    filled.add([market, schools, roads])
    return filled
