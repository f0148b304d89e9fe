"""Personal data (个人信息) is masked before a bundle leaves the store: same length, so that every span still holds."""

from typing import Any

from ontology.records import FAMILIES, Bundle, Fact

MASK = "＊"


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
