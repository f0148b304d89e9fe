"""What the graph may hold: labels, which nodes a report owns, and the constraints and indexes on them."""

OWNED = ("Passage", "Staff", "FinanceItem", "Indicator", "Outcome", "Problem", "Measure", "Finding")
"""Nodes of one report, which live and die with it; each has a `report_id`."""

SHARED = ("Region", "Department", "OrgUnit", "Duty", "Project", "Metric", "Field")
"""Nodes that several reports speak of; they hold only what follows from their key, and stay while a report SUPPORTS them."""

LABELS = ("Report", *SHARED, *OWNED)

SECTION_LABELS = {
    "units": "OrgUnit",
    "staff": "Staff",
    "duties": "Duty",
    "finance": "FinanceItem",
    "projects": "Project",
    "indicators": "Indicator",
    "outcomes": "Outcome",
    "problems": "Problem",
    "measures": "Measure",
}
"""Section of a bundle → label of the nodes its facts are about."""

EDGES = (
    ("PART_OF", "Region", "Region"),
    ("IN_REGION", "Department", "Region"),
    ("UNIT_OF", "OrgUnit", "Department"),
    ("HAS_DUTY", "Department", "Duty"),
    ("RUNS", "Department", "Project"),
    ("IN_FIELD", "Duty", "Field"),
    ("SERVED_BY", "Duty", "Project"),
    ("ABOUT", "Report", "Department"),
    ("IN_REPORT", "Passage", "Report"),
    ("NEXT", "Passage", "Passage"),
    ("MEASURES", "Indicator", "Metric"),
    ("MEASURES", "Outcome", "Metric"),
    *(("SUPPORTS", "Report", label) for label in SHARED),
    *(("STATES", "Report", label) for label in SECTION_LABELS.values()),
    ("STATES", "Report", "Finding"),
    *(("EVIDENCED_BY", label, "Passage") for label in SECTION_LABELS.values()),
    *(("CONCERNS", "Finding", label) for label in SECTION_LABELS.values()),
)
"""(type, label of the source, label of the target)."""


def statements() -> dict[str, str]:
    """Return the schema statements by name, harmless to repeat: `id` is unique in each label, which is also its index."""
    names = {label: f"{label.lower()}_id" for label in LABELS}
    return {name: f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE" for label, name in names.items()}
