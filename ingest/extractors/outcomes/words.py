"""Word lists of the outcome grammar (成效语法词表), read from `words.txt` beside this file."""

from importlib.resources import files


def _sections() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in files(__package__).joinpath("words.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            words.extend(line.split())
    return found


_WORDS = _sections()


def _pairs(name: str) -> dict[str, str]:
    return dict(word.split("=", 1) for word in _WORDS[name])


SPOKEN = _pairs("spoken")
VERBS = frozenset(_WORDS["verbs"]) | SPOKEN.keys()
GENERIC_NOUNS = frozenset(_WORDS["generic"])
RATE_WORDS = tuple(_WORDS["rates"])
ABSTRACT = frozenset(_WORDS["abstract"])
FINANCE = "|".join(_WORDS["finance"])
ACHIEVED_MONEY = "|".join(_WORDS["achieved_money"])
NO_OUTCOME = "|".join(_WORDS["no_outcome"])
PLANS = "|".join(_WORDS["plans"])
RATE_SUBJECT = _pairs("rate_subject")
DEFAULT_NOUN = _pairs("default_noun")
ATTRIBUTIVE = frozenset(_WORDS["attributive"])
COMPOUNDS = tuple(_WORDS["compounds"])
WORKED_MONEY = "|".join(_WORDS["worked_money"])
INSURED = "|".join(_WORDS["insured"])
SUFFIX = tuple(_pairs("suffix").items())
