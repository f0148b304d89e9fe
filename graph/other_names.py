"""What else a department is called (别称): the name plates it bears and the bodies it was before, as its reports tell."""

from collections import defaultdict

from graph import queries
from graph.client import Graph
from graph.naming import body
from graph.project import BEFORE, OF_A_DEPARTMENT
from ontology.ids import fold
from ontology.records import NAME_PLATE


def other_names(graph: Graph) -> dict[str, list[str]]:
    """Return live report → the other names of its department, as printed and with its division before them.

    A name under which a live report of its own exists is left out: that is another body, related and not merged.
    """
    own = {fold(row["name"]) for row in graph.read(queries.PRINTED_NAMES)}
    found: dict[str, set[str]] = defaultdict(set)
    for row in graph.read(queries.OTHER_NAMES, kinds=[NAME_PLATE, BEFORE]):
        if OF_A_DEPARTMENT.search(fold(row["name"])):
            found[row["report"]] |= {row["name"], body(row["name"], row["adcode"]).name} - {""}
    return {report: sorted(n for n in names if fold(n) not in own) for report, names in found.items()}
