"""What people call the figures that reports print (指标称谓): SKOS lists in `lists/metrics-*.ttl`, a field of duty each.

`skos:prefLabel` is the usual printed name without its counting word, `skos:altLabel` other printed wordings of the same figure,
`skos:hiddenLabel` what people say instead; English ones are tagged @en. A space in a hidden label is where speech puts how much,
of what and its particles (抓 骗子: 抓了多少个骗子).
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class MetricName:
    """One figure by all its names (指标称谓): as printed, the usual one first; as said; in English."""

    id: str
    printed: tuple[str, ...]
    said: tuple[str, ...]
    english: tuple[str, ...]
    field: str
    """The list it stands in."""


_LABELS = re.compile(r'skos:(?P<kind>pref|alt|hidden)Label (?P<labels>"[^"]*"@[a-z]+(?:, "[^"]*"@[a-z]+)*)')
_SCHEME = re.compile(r"skos:inScheme jxm:([\w-]+)")
_LABEL = re.compile(r'"([^"]*)"@([a-z]+)')


@cache
def metric_names() -> tuple[MetricName, ...]:
    """Return all figures with their names, list by list in the order written.

    The lists are read by their own regular form, a tenth of the time that a Turtle parser takes; a test holds the two readings equal.
    """
    folder = files("ontology").joinpath("lists")
    parts = sorted((p for p in folder.iterdir() if p.name.startswith("metrics-")), key=lambda p: p.name)
    blocks = [block for part in parts for block in part.read_text(encoding="utf-8").split("\n\n")]
    return tuple(_name(*block.removeprefix("jxm:").split(" a skos:Concept ", 1)) for block in blocks if " a skos:Concept " in block)


def _name(concept: str, about: str) -> MetricName:
    found: dict[tuple[str, str], list[str]] = {}
    for labels in _LABELS.finditer(about):
        for text, language in _LABEL.findall(labels["labels"]):
            found.setdefault((labels["kind"], language), []).append(text)
    printed = (*found[("pref", "zh")], *found.get(("alt", "zh"), ()))
    english = (*found.get(("pref", "en"), ()), *found.get(("alt", "en"), ()))
    scheme = _SCHEME.search(about)
    return MetricName(concept, printed, tuple(found.get(("hidden", "zh"), ())), english, scheme[1] if scheme else "")
