"""Write invented reports with known facts: seeded, any number, several departments, years and layouts (虚构报告生成).

    python tests/bench/generate.py FOLDER --count 100 --seed 7

FOLDER receives the reports and `expected/NAME.json`, in the form of samples/expected. The same seed gives the same bytes.
"""

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from drawing import Body, Figure, draw_bodies
from layouts import LAYOUTS, Layout

Facts = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Generated:
    """One invented report: its file name, its text, its report fields and the facts that it states."""

    name: str
    text: str
    report: dict[str, Any]
    facts: Facts


class Writing:
    """A report in the making: text goes in piece by piece, and a fact is noted together with the words that say it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.facts: Facts = {}

    def say(self, text: str, family: str | None = None, **fact: Any) -> None:
        """Append text; with a family, the text is the quote of a fact."""
        self.parts.append(text)
        if family is not None:
            self.facts.setdefault(family, []).append({**fact, "quote": text.strip()})


def generate(count: int, seed: int = 0) -> Iterator[Generated]:
    """Yield that many invented reports: departments with their years, one department after the other; there are some 12,000."""
    draw = random.Random(seed)
    for number, body in enumerate(islice(draw_bodies(draw), count), 1):
        layout = draw.choice(LAYOUTS)
        yield report(f"{number:05d}_{body.department}_{body.year}.{layout.suffix}", body, layout)


def report(name: str, body: Body, layout: Layout) -> Generated:
    """Return the report of a body in a layout."""
    w = Writing()
    title = layout.title.format(department=body.department, year=body.year)
    w.say(f"{title}\n\n{layout.section(1, '部门概况')}\n")
    say_overview(w, body, layout)
    say_money(w, body, layout)
    say_results(w, body, layout)
    score = say_evaluation(w, body, layout)
    say_problems(w, layout)
    w.say("\n（本报告由程序生成，地区、单位和数字均为虚构。）\n")
    fields = {"title": title, "fiscal_year": body.year, "department": body.department, "self_score": score}
    return Generated(name, "".join(w.parts), fields, w.facts)


def say_overview(w: Writing, body: Body, layout: Layout) -> None:
    """Write duties and staff."""
    government = f"{body.province}{body.prefecture}{body.place}人民政府"
    w.say(f"{layout.subsection(1, '主要职责')}\n{body.department}是{government}工作部门，主要职责是：\n")
    for number, duty in enumerate(body.duties, 1):
        w.say(f"{number}{layout.stop}")
        w.say(duty, "duties", order=number, head=duty)
        w.say("。\n")
    w.say(f"{layout.subsection(2, '人员情况')}\n")
    w.say(f"核定编制{sum(body.posts)}名", "staff", metric="编制数", value=sum(body.posts), unit="名")
    w.say("，其中")
    w.say(f"行政编制{body.posts[0]}名", "staff", metric="行政编制", value=body.posts[0], unit="名")
    w.say("、")
    w.say(f"事业编制{body.posts[1]}名", "staff", metric="事业编制", value=body.posts[1], unit="名")
    w.say("；")
    w.say(f"年末在职人员{body.staff}人", "staff", metric="在职人数", value=body.staff, unit="人")
    w.say("。\n\n")


def say_money(w: Writing, body: Body, layout: Layout) -> None:
    """Write the money: totals, parts, execution rate, the three public expenses, programmes."""
    w.say(f"{layout.section(2, '部门整体支出情况')}\n")
    amounts = (
        ("", f"{body.year}年全年预算数{body.budget}万元", "全年预算", "adjusted", body.budget),
        ("，", f"实际支出{body.spent}万元", "支出", "final", body.spent),
        ("，", f"预算执行率{body.rate}%", "预算执行率", "rate", body.rate),
        ("。其中：", f"基本支出{body.basic}万元", "基本支出", "final", body.basic),
        ("（", f"人员经费{body.staff_cost}万元", "人员经费", "final", body.staff_cost),
        ("，", f"公用经费{body.running_cost}万元", "公用经费", "final", body.running_cost),
        ("），", f"项目支出{body.projects}万元", "项目支出", "final", body.projects),
        ("。“三公”经费中", f"公务接待费{body.receptions}万元", "公务接待费", "final", body.receptions),
        ("，", f"公务用车运行维护费{body.vehicles}万元", "公务用车运行维护费", "final", body.vehicles),
    )
    for before, text, item, role, value in amounts:
        w.say(before)
        w.say(text, "finance", item=item, role=role, value=value, unit="%" if role == "rate" else "万元")
    w.say("。\n")
    for number, programme in enumerate(body.programmes, 1):
        w.say(f"（{number}）")
        w.say(f"{programme.name}{programme.amount}万元", "projects", name=programme.name, value=programme.amount, unit="万元")
        w.say(f"，主要用于{programme.use}。\n")


def say_results(w: Writing, body: Body, layout: Layout) -> None:
    """Write what came of it."""
    w.say(f"\n{layout.section(3, '绩效目标完成情况')}\n")
    for number, figure in enumerate(body.figures, 1):
        w.say(f"{number}{layout.stop}全年")
        text = f"{figure.clause}{figure.value}{figure.unit}"
        w.say(text, "outcomes", metric=figure.metric, value=figure.value, unit=figure.unit, bound="exact")
        w.say("。\n")


def say_evaluation(w: Writing, body: Body, layout: Layout) -> Decimal:
    """Write score and indicator table; returns the score."""
    rows = [["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]]
    scores = [score_of(f) for f in body.figures]
    total = sum(scores, Decimal(10))
    rows.append(["预算执行", "预算执行率", "全年执行情况", "≥90%", f"{body.rate}%", "10", "10"])
    for figure, score in zip(body.figures, scores, strict=True):
        target, actual = f"≥{figure.target}{figure.unit}", f"{figure.value}{figure.unit}"
        rows.append([figure.level1, figure.level2, figure.metric, target, actual, str(figure.weight), str(score)])
        fact = {"level1": figure.level1, "name": figure.metric, "target": target, "actual": actual, "weight": figure.weight, "score": score}
        w.facts.setdefault("indicators", []).append(fact)
    rows.append(["合计", "", "", "", "", "100", str(total)])
    w.say(f"\n{layout.section(4, '自评结论')}\n{body.year}年度部门整体支出绩效自评得分{total}分。\n\n{layout.table(rows)}\n")
    return total


def score_of(figure: Figure) -> Decimal:
    """Return full points where the target is met, else pro rata (财预〔2020〕10号)."""
    if figure.value >= figure.target:
        return Decimal(figure.weight)
    return (figure.weight * figure.value / figure.target).quantize(Decimal("0.01"))


def say_problems(w: Writing, layout: Layout) -> None:
    """Write what the department admits and plans."""
    w.say(f"{layout.section(5, '存在的问题')}\n{layout.subsection(1, '')}")
    w.say("绩效目标编制不够细化", "problems")
    w.say(f"，部分指标难以衡量。\n{layout.subsection(2, '')}")
    w.say("项目支出进度不均衡", "problems")
    w.say(f"，四季度支出占比较高。\n{layout.section(6, '改进措施')}\n{layout.subsection(1, '')}")
    w.say("加强绩效目标审核", "measures")
    w.say("，提高指标的可衡量性。\n")


def main() -> None:
    """Write the reports and what they say into a folder."""
    parser = argparse.ArgumentParser(description="write invented reports with known facts")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    expected = options.folder / "expected"
    expected.mkdir(parents=True, exist_ok=True)
    for made in generate(options.count, options.seed):
        (options.folder / made.name).write_text(made.text, encoding="utf-8")
        body = json.dumps({"source": made.name, "report": made.report, **made.facts}, ensure_ascii=False, indent=1, default=float)
        (expected / f"{Path(made.name).stem}.json").write_text(body + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
