"""Similar measures (相似指标): the same kind of value of the same thing, never its neighbour on the shelf."""

import sys
from pathlib import Path

from search.memory_source import MemorySource
from search.similar import kind_of, similar

sys.path.insert(0, str(Path(__file__).parent))
from invented_reports import all_reports

SOURCE = MemorySource(all_reports())


def names(text: str, department: str | None = None) -> list[str]:
    """Return the members' names, best first."""
    return [m.name for g in similar(text, SOURCE, department, 10).groups for m in g.members]


def test_a_batch_count_is_no_rate() -> None:
    found = names("食品监督抽检批次")
    assert "食品抽检批次" in found
    assert not any("率" in name for name in found)


def test_satisfaction_is_found_under_other_names() -> None:
    assert {"家长满意度", "群众出行满意度"} <= set(names("居民满意度"))


def test_members_stand_in_their_reports() -> None:
    texts = {b.report_id: b.text for b in all_reports()}
    for group in similar("罚没款", SOURCE, None, 10).groups:
        for member in group.members:
            assert texts[member.report_id][slice(*member.span)] == member.quote
            assert member.why


def test_one_department_can_be_asked_for() -> None:
    assert names("编制数满意度", "长安区教育局") in (["家长满意度"], [])


def test_kinds_of_value_are_told_by_unit_and_name() -> None:
    assert kind_of("食品抽检批次", "批次") == "batches"
    assert kind_of("企业年报率", "%") == "rate"
    assert kind_of("企业年报率排名", "位") == "rank"
