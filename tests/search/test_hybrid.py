"""Hybrid search: what was said, what was meant, filters before ranking, one hit a place, quotes that are in the report."""

from decimal import Decimal
from pathlib import Path

import pytest

from invented_texts import made, placed
from ontology.records import Bundle, Outcome
from search.embedding.embedder import Embedder
from search.index.index import Index
from search.index.segments import MOST, Scope
from search.retrieval.highlights import highlights
from search.retrieval.hybrid import Query, search, weighed
from search.words.terms import pairs, query_words, words
from search.words.thesaurus import parsed, thesaurus

PART = "组织困人救援演练4场"


def first(index: Index, text: str) -> str:
    return search(index, Query(text))[0].quote


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("危桥改造", "改造危桥7座"),
        ("电梯检查", "128台电梯"),
        ("3216件", "３，２１６件"),
        ("1080个", "1,080个"),
        ("帮消费者追回多少钱", "挽回经济损失45.6万元"),
        ("买了东西后悔了店家给退吗", "无理由退货"),
        ("学生吃饭的后厨看得见吗", "明厨亮灶"),
        ("没有资质的补习班", "无证校外培训机构"),
        ("拿专利去银行借钱", "质押融资"),
        ("人手不够", "人员数量不足"),
        ("修路", "农村公路"),
        ("dangerous bridges", "危桥"),
        ("IP pledge financing", "质押融资"),
        ("food waste in restaurants", "餐饮浪费"),
        ("new kindergartens", "幼儿园"),
    ],
)
def test_finds_what_is_meant(index: Index, text: str, wanted: str) -> None:
    assert wanted in first(index, text)


def test_every_quote_is_in_its_report(index: Index, market: Bundle, schools: Bundle, roads: Bundle) -> None:
    texts = {b.report_id: b.text for b in (market, schools, roads)}
    for hit in search(index, Query("投诉 学校 公路 资金", limit=50)):
        assert texts[hit.report_id][hit.span[0] : hit.span[1]] == hit.quote


def test_one_place_is_one_hit(index: Index) -> None:
    hits = search(index, Query("消费者投诉 挽回经济损失", limit=50))
    spans = [(hit.report_id, *hit.span) for hit in hits]
    assert all(a == b or a[0] != b[0] or a[2] <= b[1] or b[2] <= a[1] for a in spans for b in spans)


def test_facts_of_one_sentence_are_all_found(tmp_path: Path, embedder: Embedder, market: Bundle) -> None:
    start = market.text.index(PART)
    place = {"quote": PART, "span": (start, start + len(PART))}
    found = [Outcome(metric=name, value="1", unit="次", **place) for name in ("救援演练", "困人救援")]
    index = Index.open(tmp_path, embedder)
    index.add([market.model_copy(update={"outcomes": tuple(found)})])
    assert len(search(index, Query("救援", kinds=("outcome",)))) == 2


def test_a_fact_that_says_its_whole_passage_is_shown_with_its_kind(index: Index) -> None:
    assert search(index, Query("明厨亮灶覆盖率"))[0].kind == "indicator"


def test_filters_narrow_before_ranking(index: Index, market: Bundle, schools: Bundle, roads: Bundle) -> None:
    text = "资金 投诉 公路 学校"
    assert {h.report_id for h in search(index, Query(text, adcode_prefixes=("9988",)))} == {roads.report_id}
    assert {h.report_id for h in search(index, Query(text, years=(2023,)))} == {market.report_id}
    assert {h.report_id for h in search(index, Query(text, departments=("教育局",)))} == {schools.report_id}
    assert {h.report_id for h in search(index, Query(text, report_ids=frozenset({market.report_id})))} == {market.report_id}
    assert {h.kind for h in search(index, Query(text, kinds=("outcome",)))} == {"outcome"}
    assert search(index, Query(text, adcode_prefixes=("11",))) == []


@pytest.mark.parametrize("text", ["", "   ", "\u3000"])
def test_an_empty_query_finds_nothing(index: Index, text: str) -> None:
    assert search(index, Query(text)) == []


def test_signs_and_nonsense_do_no_harm(index: Index) -> None:
    for text in ("？？？", '")(AND OR NOT*:^~', "𠀀𠀁", "a" * 5000, "的 了 吗"):
        search(index, Query(text))


def test_limit_is_kept_and_order_is_stable(index: Index) -> None:
    hits = search(index, Query("学校", limit=3))
    assert len(hits) == 3
    assert hits == search(index, Query("学校", limit=3))
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_highlights_join_and_fold() -> None:
    quote = "为消费者挽回经济损失３万元"
    ranges = highlights(quote, ["挽回", "经济损失", "3"])
    assert [quote[a:b] for a, b in ranges] == ["挽回经济损失３"]
    assert highlights(quote, ["没有"]) == ()


def test_words_keep_numbers_and_rates() -> None:
    assert "3216" in words("受理３，２１６件")
    assert "10.3" in words("融资10.3亿元")
    assert pairs("两品一械") == ["两品", "品一", "一械"]
    assert "哪些" not in query_words("哪些局有食品抽检")
    assert query_words("哪些") == ["哪些"]


def test_the_longest_phrase_of_the_thesaurus_wins() -> None:
    small = parsed('same = [["甲乙", "丙丁"]]\n[said]\n"甲乙店" = "商户"\n[english]\n"road" = "公路"\n')
    assert [e.found for e in small.expand("甲乙店和甲乙，甲乙店")] == ["甲乙店", "甲乙"]
    assert [e.terms for e in small.expand("丙丁")] == [(("甲乙", 1.0),)]
    assert [e.found for e in small.expand("new roads, not broadband")] == ["road"]


def test_the_thesaurus_respects_words() -> None:
    small = parsed('[said]\n"市民" = "群众"\n"缺" = "不足"\n"补习" = "校外培训"\n')
    assert small.expand("市民政局") == small.expand("缺陷产品召回") == []
    assert [e.found for e in small.expand("补习班缺老师，市民关心")] == ["补习", "缺", "市民"]


def test_the_thesaurus_is_well_formed() -> None:
    entries = thesaurus().entries
    assert len(entries) > 500
    assert all(terms and all(0 < weight <= 1 for _, weight in terms) for terms in entries.values())


def test_a_particle_inside_a_phrase_does_not_hide_it() -> None:
    small = parsed('[said]\n"借钱|贷到款" = "融资"\n"转企业" = "个转企"\n')
    assert [e.found for e in small.expand("店主借到钱了吗")] == ["借钱"]
    assert [e.found for e in small.expand("商户转成企业")] == ["转企业"]
    assert small.expand("借给别人的钱") == []


def test_several_thesauri_are_joined() -> None:
    joined = parsed('same = [["甲乙", "丙丁"]]\n', '[said]\n"甲乙|戊己" = "庚辛"\n').entries
    assert joined["甲乙"] == (("丙丁", 1.0), ("庚辛", 0.8))
    assert joined["戊己"] == (("庚辛", 0.8),)


def test_two_figures_of_one_sentence_that_both_answer_are_two_hits(index: Index) -> None:
    text = "三、卫生健康\n新生儿访视率96.3%，新生儿筛查率97.1%，均高于上年。\n全年接收转运群众来信8件，另行答复。\n"
    quotes = "新生儿访视率96.3%", "新生儿筛查率97.1%"
    facts = tuple(Outcome(metric=q[:-5], value=q[-5:-1], unit="%", **placed(text, q)) for q in quotes)
    index.add([made(text, "云溪县卫生健康局", "999901", "云溪县", 2024).model_copy(update={"outcomes": facts})])
    assert {hit.quote for hit in search(index, Query("新生儿访视 新生儿筛查"))[:2]} == set(quotes)


def test_a_glossary_comes_after_what_was_done(index: Index) -> None:
    text = "一、工作成效\n开展移动体检服务，为居民做健康体检3120人次。\n\n二、名词解释\n3.移动体检：指用车载设备到村里做体检。\n"
    index.add([made(text, "云溪县卫生健康局", "999901", "云溪县", 2024)])
    assert "3120人次" in search(index, Query("移动体检"))[0].quote
    assert "指用车载设备" in search(index, Query("移动体检是什么意思"))[0].quote


def test_what_was_done_comes_before_what_is_wanted(index: Index) -> None:
    text = "一、工作思路\n始终做好河道清淤工作，持续改善水环境。\n\n二、工作成效\n全年做好河道清淤工作，共完成河道清淤12.6公里。\n"
    done = Outcome(metric="河道清淤", value=Decimal("12.6"), unit="公里", **placed(text, "完成河道清淤12.6公里"))
    index.add([made(text, "云溪县水利局", "999901", "云溪县", 2024).model_copy(update={"outcomes": (done,)})])
    assert "12.6公里" in search(index, Query("做好河道清淤工作"))[0].quote


def test_a_filter_that_most_pass_finds_what_the_lexical_filter_finds(index: Index) -> None:
    text = "一、工作成效\n" + "".join(f"全年检修第{n}座泵站{n}次。\n" for n in range(1, 31))
    facts = tuple(Outcome(metric="检修", value=Decimal(n), unit="次", **placed(text, f"检修第{n}座泵站{n}次")) for n in range(1, 31))
    index.add([made(text, "云溪县水利局", "999901", "云溪县", 2024).model_copy(update={"outcomes": facts})])
    segment = index._current()[0]
    groups = weighed(index, [[{("words", "泵站"): 1.0}], [{("words", "检修"): 1.0}]])
    scope = Scope(kinds=frozenset({"outcome"}))
    assert segment.admitted(scope).share >= MOST
    for limit in (3, 30, 100):
        plain = segment.lexical.search(groups, segment.admitted(scope).where, limit)
        assert segment.saying(groups, scope, limit) == plain
        assert len(plain) == min(limit, 30)


def test_a_pool_over_several_segments_is_the_pool_over_one(tmp_path: Path, embedder: Embedder) -> None:
    names = ["泵站", "水闸", "堤防", "渠道", "水库", "码头", "栈桥", "灌区", "渡槽", "涵洞"]
    work = "".join(f"全年检修{name}{n}次。\n" for n, name in enumerate(names, 3))
    many = made(f"一、工作成效\n{work}", "云溪县水利局", "999901", "云溪县", 2024)
    few = made("一、工作成效\n全年检修水塔19次。\n", "云溪县供水中心", "999901", "云溪县", 2024)
    apart, whole = Index.open(tmp_path / "apart", embedder), Index.open(tmp_path / "whole", embedder)
    apart.add([many])
    apart.add([few])
    whole.add([many, few])
    assert (apart.status()["segments"], whole.status()["segments"]) == (2, 1)
    vector = embedder.encode_query(["检修水塔"])[0]
    groups = weighed(apart, [[{("words", "检修"): 1.0}], [{("words", "水塔"): 1.0}]])
    for limit in (1, 3):
        found = [{c.document().id for c in index.search(groups, vector, Scope(), limit)} for index in (apart, whole)]
        assert found[0] == found[1]
        assert limit <= len(found[0]) <= 2 * limit
