"""Personal data (个人信息) is masked before a bundle leaves the store: same length, so that every span still holds."""

import re
from typing import Any

from pydantic import BaseModel

from ontology.places import packed, unpacked
from ontology.records import FAMILIES, Bundle, Fact

MASK = "＊"

_PERSONAL = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])|"
    r"(?<![\d.])(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\.?\d|\s*[万元])|"
    r"(?<![\d.])(?:0\d{2,3}\s?[-—–]\s?|[（(]0\d{2,3}[)）]\s?)[1-9]\d{6,7}(?!\d)|"
    r"(?<!\d)(?:\d{4}[ -]?){4}\d{0,3}(?!\d)|[\w.+-]+@[\w-]+\.[\w.-]+|"
    r"(?<=人[：:])\s*[\u4e00-\u9fff·]{2,4}(?![\u4e00-\u9fff])"
)
"""Identity, mobile, desk telephone and bank card numbers, e-mail addresses, and the name after 填表人： and the like."""


def without_personal(text: str) -> str:
    """Return a text on its way out with what looks like personal data replaced by MASK, same length."""
    return _PERSONAL.sub(lambda found: MASK * len(found[0]), text)


def masked(bundle: Bundle) -> Bundle:
    """Return the bundle with each personal span of its text, of every quote over it, and of what was drawn from it, replaced by MASK.

    A number that is personal is masked wherever a record repeats it. A name is masked in the facts whose quote holds it and in
    headings only: elsewhere the same characters may be a place or a project. Readings of a scan over personal data are left out.
    """
    if not bundle.personal:
        return bundle
    text = list(bundle.text)
    for fact in bundle.personal:
        text[fact.span[0] : fact.span[1]] = MASK * (fact.span[1] - fact.span[0])
    clean = "".join(text)
    numbers = _any_of({f.quote for f in bundle.personal if f.kind != "person_name"})
    everything = _any_of({f.quote for f in bundle.personal})
    changes: dict[str, Any] = {name: _scrubbed(getattr(bundle, name), numbers) for name in ("report", "source_name", "anomalies")}
    changes["text"] = clean
    for section in FAMILIES:
        changes[section] = tuple(_fact(fact, clean, numbers, everything) for fact in getattr(bundle, section))
    changes["passages"] = tuple(p.model_copy(update={"headings": _scrubbed(p.headings, everything)}) for p in changes["passages"])
    changes["anomalies"] = tuple(f.model_copy(update={"quotes": tuple(clean[a:b] for a, b in f.spans)}) for f in changes["anomalies"])
    spans = [fact.span for fact in bundle.personal]
    read = unpacked(bundle.readings)
    changes["readings"] = packed(r for r in read if not any(a < r[1] and r[0] < b for a, b in spans))
    return bundle.model_copy(update=changes)


def _fact(fact: Fact, clean: str, numbers: re.Pattern[str], everything: re.Pattern[str]) -> Fact:
    quote = clean[fact.span[0] : fact.span[1]]
    scrubbed: Fact = _scrubbed(fact, numbers if quote == fact.quote else everything)
    return scrubbed if quote == scrubbed.quote else scrubbed.model_copy(update={"quote": quote})


def _any_of(secrets: set[str]) -> re.Pattern[str]:
    """Return what matches any of the secrets, as printed or without blanks, and no part of a longer number."""
    forms = {form for s in secrets for form in (s, "".join(s.split()))}
    return re.compile(rf"(?<!\d)(?:{'|'.join(map(re.escape, sorted(forms, key=len, reverse=True)))})(?!\d)" if forms else r"(?!)")


def _hide(found: re.Match[str]) -> str:
    return MASK * len(found[0])


def _scrubbed(value: Any, secrets: re.Pattern[str]) -> Any:
    """Return a value with the secrets hidden in every string of it; one without secrets is given back as it is."""
    match value:
        case str():
            return secrets.sub(_hide, value)
        case tuple() | list():
            changed = type(value)(_scrubbed(item, secrets) for item in value)
            return value if changed == value else changed
        case dict():
            return {key: _scrubbed(item, secrets) for key, item in value.items()}
        case BaseModel():
            updates = {name: new for name, old in value if (new := _scrubbed(old, secrets)) is not old and new != old}
            return value.model_copy(update=updates) if updates else value
        case _:
            return value
