"""What an English question says in its own words (英文原话): its clauses without names and words of asking, for comparing meanings."""

import re

ASKED_TOO = r"(?i),?\s+and\s+(?:(?:of|out of) (?:it|them|those|these),?\s+)?(?=what|how|which|where|by how|was|were|did|does|is|are)"
"""Where a further asking begins."""
_ASKING = re.compile(
    r"(?i)^(?:on average,? |in total,? |altogether,? )?"
    r"(?:how (?:many|much)(?: in)?|by how (?:much|many)|what (?:was|is|were|are)|what|"
    r"which (?:bureau|department|one|of)[^,]{0,12},? (?:or ,)?)\s+(?:the )?|"
    r"\b(?:the )?(?:larger|higher|bigger|greater|lower|smaller|fewer)\b|"
    r"\b(?:did|does|do|has|have|had|was|were|is|are|there|in 20\d\d|20\d\d)\b|[?？]|(?<=\s)['’]s\b"
)


_NO_VERB = r"(?!(?:did|does|do|was|were|is|are|has|have|got)\b)"
_OF_TWO = re.compile(
    rf"(?i)\bhow many (?P<one>(?:{_NO_VERB}[a-z'-]+ ){{1,3}}?)and how many (?P<other>(?:{_NO_VERB}[a-z'-]+ ){{1,6}})"
    r"(?P<rest>(?:did|does|do|was|were|is|are|has|have|got|received) [^?,]+)"
)


def each_in_full(question: str) -> str:
    """Return an English question with what it says of two things said of each (how many lamps and how many bells were sold)."""
    return _OF_TWO.sub(lambda m: f"how many {m['one']}{m['rest']}, and how many {m['other']}{m['rest']}", question)


def clauses_said(question: str) -> tuple[str, ...]:
    """Return the clauses of an English question whose names were taken out, each without its words of asking."""
    found: list[str] = []
    for clause in re.split(ASKED_TOO, each_in_full(question)):
        said = re.sub(r"\s+", " ", _ASKING.sub(" ", clause.strip())).strip(" ,.")
        leans = bool(found) and (bool(_LEANING.search(clause)) or len(said.split()) < ENOUGH)
        if said:
            found.append(f"{found[-1]}, {said}" if leans else said)
    return tuple(found)


ENOUGH = 3
"""Words of a clause from which on it says by itself what it is about (how much was handed out does not)."""
_LEANING = re.compile(r"(?i)\b(?:it|they|them|their|its|these|those)\b")


_HOW = re.compile(r"(?i)^\W*(?:how (?:do|does|did|is|are|was|were|has|have|will|would|can)|in what way|why)\b")
_HOW_IT_CHANGED = re.compile(
    r"(?i)\b(?:chang(?:e|es|ed)|compare[sd]?|compares? (?:with|to)|rank(?:s|ed)?|fare[sd]?|perform(?:s|ed)?|score[sd]?|differ(?:s|ed)?|"
    r"develop(?:s|ed)? (?:from|between|over)|evolve[sd]?|grow|grew|fall|fell|rise|rose|compared?)\b"
)


def asks_how(question: str) -> bool:
    """Tell whether an English question asks how or why something is done: for words, not for how a figure changed."""
    return bool(_HOW.search(question)) and not _HOW_IT_CHANGED.search(question)
