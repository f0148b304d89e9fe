"""Which concepts are linked: all alike ones that share first or last words, and the same ones however they come (相近指标)."""

import random
from itertools import combinations

from graph.metrics import Metric, likeness, metric
from graph.project import EdgeRow
from graph.relating import alike

THINGS = ["学生", "教师", "校车", "护学岗", "中小学", "幼儿园", "水库", "渔船", "桥梁", "档案", "矛盾纠纷", "残疾人"]
DONE = ["检查", "培训", "救助", "补贴", "改造", "新建", "巡查", "宣传", "整治", "登记"]
KINDS = (("数量", "count:个"), ("人次", "count:人次"), ("合格率", "rate"), ("率", "rate"), ("金额", "money"), ("", "count:家"))


def invented(count: int) -> list[Metric]:
    draw = random.Random(7)
    made: dict[str, Metric] = {}
    while len(made) < count:
        ending, kind = draw.choice(KINDS)
        more = draw.choice(("", "重点", "城镇", "不合格")) + draw.choice(("", draw.choice(THINGS)))
        one = metric(draw.choice(THINGS) + draw.choice(DONE) + more + ending, kind)
        made[one.id] = one
    return sorted(made.values(), key=lambda m: m.id)


def linked(edges: list[EdgeRow]) -> set[tuple[str, str, str]]:
    return {(edge.source, edge.target, str(edge.props)) for edge in edges}


def on_one_shelf(a: Metric, b: Metric) -> bool:
    return any(a.props[end] == b.props[end] for end in ("tail", "lead"))


def test_no_alike_pair_is_lost_and_none_is_added() -> None:
    some = invented(400)
    compared = {(a.id, b.id) for a, b in combinations(some, 2) if on_one_shelf(a, b) and likeness(a, b) is not None}
    edges = list(alike(some, some))
    assert {(e.source, e.target) for e in edges} == compared
    assert len(edges) == len(compared) > 100


def test_one_after_the_other_gives_the_same_in_any_order() -> None:
    some, draw = invented(120), random.Random(1)
    whole = linked(list(alike(some, some)))
    for _ in range(3):
        draw.shuffle(some)
        there: list[Metric] = []
        found: set[tuple[str, str, str]] = set()
        for start in range(0, len(some), 17):
            new = some[start : start + 17]
            there += new
            found |= linked(list(alike(new, there)))
        assert found == whole
