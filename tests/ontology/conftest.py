"""The invented（虚构）bureau's bundle, in which every kind of record stands."""

import pytest

from invented_bureau import bureau, with_personal
from ontology.records import Bundle


@pytest.fixture
def good() -> Bundle:
    """A bundle without a fault."""
    return with_personal(bureau())
