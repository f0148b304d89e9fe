"""Personal data (个人信息) is masked before a bundle leaves the store: same length, so that every span still holds."""

import re
from typing import Any

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
    """Return the bundle with each personal span of its text, and of every quote over it, replaced by MASK."""
    if not bundle.personal:
        return bundle
    text = list(bundle.text)
    for fact in bundle.personal:
        text[fact.span[0] : fact.span[1]] = MASK * (fact.span[1] - fact.span[0])
    clean = "".join(text)
    hidden = {fact.quote for fact in bundle.personal}
    changes: dict[str, Any] = {"text": clean}
    for section in FAMILIES:
        changes[section] = tuple(_fact(fact, clean, hidden) for fact in getattr(bundle, section))
    changes["anomalies"] = tuple(f.model_copy(update={"quotes": tuple(clean[a:b] for a, b in f.spans)}) for f in bundle.anomalies)
    return bundle.model_copy(update=changes)


def _fact(fact: Fact, clean: str, hidden: set[str]) -> Fact:
    quote = clean[fact.span[0] : fact.span[1]]
    if quote == fact.quote:
        return fact
    own = {name: _scrub(value, hidden) for name, value in fact if isinstance(value, str)}
    return fact.model_copy(update={**own, "quote": quote})


def _scrub(value: str, hidden: set[str]) -> str:
    for secret in hidden:
        value = value.replace(secret, MASK * len(secret))
    return value
