"""Refusals (拒答): what is missing, said by name; near misses are offered as near misses and never as the answer."""

from search.answers.inquiry import Inquiry, Outcome
from search.answers.say import either, several, year_as_asked, year_in_words
from search.plan import Refusal
from search.words.lexicon import printed_form, terms_of


def refused(inquiry: Inquiry, refusal: Refusal, near: list[str] | None = None) -> Outcome:
    """Return the outcome of a question that cannot be answered."""
    text = _of_whom(inquiry, refusal) + _sentence(inquiry, refusal)
    if near:
        names = "、".join(f"“{n}”" for n in dict.fromkeys(near))
        text += either(inquiry, f"相近但不是所问的内容：{names}。", f" Close, but not what was asked: {names}.")
    return Outcome(refusal=refusal, text=text)


def _of_whom(inquiry: Inquiry, refusal: Refusal) -> str:
    """Return the departments asked about where a sentence on a missing figure names none of them."""
    asked = inquiry.plan.departments
    if refusal.reason not in ("figure", "contributor") or not asked or any(name in refusal.said for name in asked):
        return ""
    names = several(list(asked))
    return either(inquiry, f"{names}：", f"{names}: ")


def _sentence(inquiry: Inquiry, refusal: Refusal) -> str:
    said = refusal.said
    sentences = {
        "region": (f"库中没有{said}的报告，无法回答。", f"There is no report of {said} here, so this cannot be answered."),
        "department": (f"库中没有{said}的报告，无法回答。", f"There is no report of {said} here, so this cannot be answered."),
        "year": (f"{said}，无法回答。", f"{said}, so this cannot be answered."),
        "figure": (f"{said}。", f"{said}."),
        "contributor": (f"{said}，因此无法计算。", f"{said}, so it cannot be computed."),
        "personal": ("问题涉及个人信息（姓名、电话、证件号等），不予提供。", "This asks for personal data, which is never given."),
        "unsafe": (
            "这不是对报告的提问。这里只能只读地回答部门绩效自评报告里的内容，不执行指令，也没有可透露的配置。",
            "This is not a question about the reports. Only read-only questions about their contents are answered.",
        ),
        "nonsense": (
            "没有听懂这个问题，请说明想查的部门、年度和指标。",
            "The question was not understood; please name a department, a year and a measure.",
        ),
        "empty": ("问题是空的。", "The question is empty."),
    }
    return either(inquiry, *sentences[refusal.reason])


def not_reported(inquiry: Inquiry) -> Outcome:
    """Return the refusal of a figure that the reports in scope do not give, with what comes near."""
    plan = inquiry.plan
    names = several(inquiry.departments)
    what = "、".join(_in_reports_words(a.phrase) for a in plan.asks) or plan.topic
    years = "、".join(year_as_asked(inquiry, y) for y in plan.years)
    if plan.years and (missing := _missing_year(inquiry)):
        return missing
    near = [c.row.name for a in plan.asks for r in inquiry.reports[:6] for c in inquiry.near(a, r, 2)][:4]
    said = either(
        inquiry,
        f"{names}{years + '年' if years else ''}的报告没有“{what}”的数字或说明",
        f"The report of {names}{' for ' + years if years else ''} does not give “{_asked(inquiry)}”",
    )
    return refused(inquiry, Refusal(reason="figure", said=said), near)


def _in_reports_words(phrase: str) -> str:
    """Return what was asked for, with the printed word where a colloquial one was used (三公 → 三公经费)."""
    printed = [printed_form(t) for t in terms_of(phrase) if t.known]
    added = [p for p in dict.fromkeys(printed) if p not in phrase]
    return phrase + (f"（{'、'.join(added[:2])}）" if added else "")


def _asked(inquiry: Inquiry) -> str:
    return inquiry.question.strip(" ?？")


def _missing_year(inquiry: Inquiry) -> Outcome | None:
    """Return a refusal where no report in scope speaks of the years asked for."""
    plan = inquiry.plan
    if any(r.year in plan.years for r in inquiry.reports):
        return None
    years = "、".join(year_as_asked(inquiry, y) for y in plan.years)
    held = "；".join(f"{d}：{'、'.join(map(year_in_words, inquiry.years_held(d)))}" for d in inquiry.departments[:6])
    other = f"No report covers {years}; the reports held are of other years"
    said = either(inquiry, f"没有{years}年度的这项数据（现有报告年度：{held}）", other)
    return refused(inquiry, Refusal(reason="year", said=said))
