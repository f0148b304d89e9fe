"""Every Cypher text, in the subset that Neo4j and ArcadeDB both run; values always come as parameters.

Labels and edge types cannot be parameters in that subset, so the texts that need one are made here, once, from the schema.
"""

from graph.schema import EDGES, LABELS, OWNED, SECTION_LABELS, SHARED

# --- schema

DEFINED = "SHOW INDEXES YIELD name, owningConstraint RETURN coalesce(owningConstraint, name) AS name"

# --- writing

CREATE_NODES = {label: f"UNWIND $rows AS row CREATE (n:{label} {{id: row.id}}) SET n += row.props" for label in ("Report", *OWNED)}

MERGE_NODES = {label: f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) ON CREATE SET n += row.props" for label in SHARED}

_ENDS = "UNWIND $rows AS row MATCH (a:{source} {{id: row.source}}) MATCH (b:{target} {{id: row.target}}) "

CREATE_EDGES = {
    (kind, source, target): _ENDS.format(source=source, target=target) + f"CREATE (a)-[e:{kind}]->(b) SET e += row.props"
    for kind, source, target in EDGES
}

MERGE_EDGES = {
    (kind, source, target): _ENDS.format(source=source, target=target) + f"MERGE (a)-[e:{kind}]->(b)"
    for kind, source, target in EDGES
    if source in SHARED and target in SHARED
}

NEW_OF = {
    label: f"UNWIND $ids AS id OPTIONAL MATCH (n:{label} {{id: id}}) WITH id, n WHERE n IS NULL RETURN id"
    for label in ("Metric", "Department")
}

_METRIC = "RETURN m.id AS id, m.name AS name, m.dimension AS dimension, m.measure_type AS measure_type"

NEAR_METRICS = f"MATCH (m:Metric) WHERE m.tail IN $tails {_METRIC} UNION MATCH (m:Metric) WHERE m.lead IN $leads {_METRIC}"

NAMESAKES = "MATCH (d:Department) WHERE d.name IN $names RETURN d.id AS id, d.name AS name, d.adcode AS adcode ORDER BY id"

SET_LIVE = "UNWIND $ids AS id MATCH (r:Report {id: id}) SET r.live = $live"

HAS_REPORT = "MATCH (r:Report {id: $report}) RETURN r.id AS id"

# --- deleting: in this order, the report last because all else is found through it

DELETE_REPORT = (
    "MATCH (r:Report {id: $report})-[:ABOUT]->(:Department)<-[e:PREDECESSOR_OF]-() WHERE e.report_id = $report DELETE e",
    "MATCH (r:Report {id: $report})-[:ABOUT]->(:Department)-[e:ALSO_KNOWN_AS]->() WHERE e.report_id = $report DELETE e",
    "MATCH (r:Report {id: $report})-[:SUPPORTS]->(:Duty)-[e:SERVED_BY|IN_FIELD]->() WHERE e.report_id = $report DELETE e",
    "MATCH (r:Report {id: $report})-[:SUPPORTS]->(n) "
    "WHERE NOT EXISTS { MATCH (n)<-[:SUPPORTS]-(other:Report) WHERE other.id <> $report } DETACH DELETE n",
    "MATCH (r:Report {id: $report})<-[:IN_REPORT]-(n:Passage) DETACH DELETE n",
    "MATCH (r:Report {id: $report})-[:STATES]->(n) WHERE n.report_id = $report DETACH DELETE n",
    "MATCH (r:Report {id: $report}) DETACH DELETE r",
)

CLEAR = {label: f"MATCH (n:{label}) WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS gone" for label in LABELS}

# --- reading: only live reports are seen

REPORT_STATES = "MATCH (r:Report) RETURN r.id AS id, r.live AS live ORDER BY id"

REPORTS = (
    "MATCH (r:Report)-[:ABOUT]->(d:Department) WHERE r.live = true RETURN d.id AS department_id, properties(r) AS report ORDER BY r.id"
)

_SOME = "UNWIND $reports AS id MATCH (r:Report {id: id})"
"""Opens what is asked of some reports: by the index on their ids, so that it costs the same however many others there are."""

REPORTS_BY_ID = f"{_SOME} WHERE r.live = true RETURN properties(r) AS report"

PRINTED_NAMES = "MATCH (r:Report)-[e:ABOUT]->(d:Department) WHERE r.live = true UNWIND [e.name, d.name] AS name RETURN DISTINCT name"

OTHER_NAMES = (
    "MATCH (r:Report)-[s:STATES]->(:OrgUnit) WHERE r.live = true AND s.kind IN $kinds "
    "RETURN r.id AS report, r.adcode AS adcode, s.name AS name ORDER BY report, name"
)

SAME_BODY = (
    "MATCH (a:Department)-[:ALSO_KNOWN_AS]->(b:Department)<-[:ABOUT]-(r:Report) WHERE r.live = true AND a.adcode IS NULL "
    "RETURN a.id AS loose, collect(DISTINCT b.id) AS placed"
)

_SEEN = (
    "WHERE r.live = true AND ($reports IS NULL OR r.id IN $reports) AND ($departments IS NULL OR d.id IN $departments) "
    "AND ($years IS NULL OR coalesce(s.year, f.year, r.fiscal_year) IN $years) AND ($ids IS NULL OR s.fact_id IN $ids) "
)

_OF_FACT = "RETURN r.id AS report, s.fact_id AS id, properties(s) AS stated, properties(f) AS fact"

FACTS = {
    section: f"MATCH (d:Department)<-[:ABOUT]-(r:Report)-[s:STATES]->(f:{label}) {_SEEN}{_OF_FACT}"
    for section, label in SECTION_LABELS.items()
}

FACTS_BY_ID = {
    section: f"UNWIND $ids AS id MATCH (f:{label} {{id: id}})<-[s:STATES]-(r:Report) WHERE r.live = true {_OF_FACT}"
    for section, label in SECTION_LABELS.items()
    if label in OWNED
}
"""By the index on `id`, where the fact's node is its report's own: four times as fast as going through the reports."""

FACTS_OF_REPORTS = (
    f"{_SOME}-[s:STATES]->(f) WHERE r.live = true "
    "RETURN r.id AS report, labels(f) AS labels, s.fact_id AS id, properties(s) AS stated, properties(f) AS fact"
)
"""All that some reports state, by the index on `id` and whatever its label: a fifth of the time of a query a section."""

SECTION_OF_REPORTS = {
    section: f"{_SOME}-[s:STATES]->(f:{label}) WHERE r.live = true {_OF_FACT}" for section, label in SECTION_LABELS.items()
}

UNMET = f"MATCH (r:Report)-[s:STATES]->(f:Indicator) WHERE r.live = true AND f.attained = false {_OF_FACT}"

UNMET_OF_REPORTS = f"{_SOME}-[s:STATES]->(f:Indicator) WHERE r.live = true AND f.attained = false {_OF_FACT}"

SERIES = {
    section: f"MATCH (d:Department)<-[:ABOUT]-(r:Report)-[:STATES]->(f:{label})-[:MEASURES]->(m:Metric) "
    "WHERE r.live = true AND d.id IN $departments AND all(word IN $words WHERE m.name CONTAINS word) "
    "RETURN r.id AS report, f.id AS fact, m.id AS metric, m.name AS name, m.dimension AS dimension, m.measure_type AS measure_type, "
    "coalesce(f.year, r.fiscal_year) AS year, properties(f) AS props"
    for section, label in (("indicators", "Indicator"), ("outcomes", "Outcome"))
}

PASSAGES = (
    f"{_SOME}<-[:IN_REPORT]-(p:Passage) WHERE r.live = true "
    "RETURN r.id AS report, p.span_start AS start, p.span_end AS end, p.quote AS quote, p.headings AS headings ORDER BY report, start"
)

_CONCERNING = (
    "OPTIONAL MATCH (f)-[c:CONCERNS]->() WITH r, f, c ORDER BY c.fact_id "
    "RETURN r.id AS report, f.id AS id, properties(f) AS finding, collect(c.fact_id) AS facts"
)

FINDINGS = f"MATCH (r:Report)-[:STATES]->(f:Finding) WHERE r.live = true {_CONCERNING}"

FINDINGS_OF_REPORTS = f"{_SOME}-[:STATES]->(f:Finding) WHERE r.live = true {_CONCERNING}"

_SERVED = (
    "-[:ABOUT]->(d:Department)-[:HAS_DUTY]->(y:Duty)-[s:SERVED_BY]->(p:Project) WHERE r.live = true AND s.report_id = r.id "
    "AND ($departments IS NULL OR d.id IN $departments) AND ($duty IS NULL OR y.name CONTAINS $duty) "
    "AND ($year IS NULL OR r.fiscal_year = $year) "
    "RETURN r.id AS report, d.id AS department_id, y.id AS duty_id, p.id AS project_id, properties(s) AS served"
)

SPENDING = f"MATCH (r:Report){_SERVED}"

SPENDING_OF_REPORTS = f"{_SOME}{_SERVED}"

NEIGHBOURS = {
    label: f"MATCH (n:{label} {{id: $id}})-[e]-(m) WITH n, e, m, coalesce(m.report_id, e.report_id, CASE labels(m)[0] WHEN 'Report' "
    "THEN m.id END) AS owner WHERE owner IS NULL OR owner IN $live RETURN labels(m)[0] AS label, m.id AS id, properties(m) AS props, "
    "type(e) AS type, properties(e) AS edge, startNode(e).id = n.id AS outgoing ORDER BY type, label, id LIMIT $limit"
    for label in LABELS
}

COUNT_NODES = {label: f"MATCH (n:{label}) RETURN count(n) AS count" for label in LABELS}

COUNT_LIVE = "MATCH (r:Report) WHERE r.live = true RETURN count(r) AS count"

# --- the whole graph, for exports and proofs

ALL_NODES = {label: f"MATCH (n:{label}) RETURN properties(n) AS props" for label in LABELS}

ALL_EDGES = {
    kind: f"MATCH (a)-[e:{kind}]->(b) RETURN labels(a)[0] AS source_label, a.id AS source, labels(b)[0] AS target_label, b.id AS target, "
    "properties(e) AS props"
    for kind in sorted({kind for kind, _, _ in EDGES})
}
