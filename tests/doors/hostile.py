"""Hostile statements (恶意语句): forms of attack, each in several disguises."""

from itertools import chain

CYPHER = (
    "CREATE (n:Report {id: 'r_x'}) RETURN n",
    "MERGE (n:Report {id: 'r_x'}) ON CREATE SET n.live = true",
    "MATCH (n) SET n.live = false",
    "MATCH (n) SET n += {live: false} RETURN n",
    "MATCH (n) SET n:Evil RETURN n",
    "MATCH (n) DETACH DELETE n",
    "MATCH (a)-[e]->(b) DELETE e RETURN a",
    "MATCH (n) REMOVE n.live RETURN n",
    "MATCH (n) FOREACH (x IN [1] | SET n.live = false)",
    "MATCH (n) WITH n CALL { WITH n DELETE n } RETURN 1",
    "CALL { CREATE (:X) } IN TRANSACTIONS OF 10 ROWS RETURN 1",
    "UNWIND range(1, 10) AS x CREATE (:X {x: x}) RETURN 'MATCH (n) RETURN n'",
    "MATCH (n) RETURN n UNION CREATE (n:X) RETURN n",
    "MATCH (n) RETURN n; MATCH (m) DETACH DELETE m",
    "RETURN 1; DROP DATABASE neo4j",
    "CREATE INDEX evil FOR (n:Report) ON (n.title)",
    "CREATE CONSTRAINT evil FOR (n:Report) REQUIRE n.title IS UNIQUE",
    "DROP INDEX report_live IF EXISTS",
    "DROP CONSTRAINT report_id",
    "CREATE USER mallory SET PASSWORD 'longenough'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'longenough'",
    "GRANT ROLE admin TO reader",
    "DENY READ ON GRAPH neo4j TO PUBLIC",
    "START DATABASE system",
    "STOP DATABASE neo4j",
    "USE system MATCH (n) RETURN n",
    "SHOW USERS",
    "SHOW TRANSACTIONS",
    "SHOW SETTINGS",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD CSV WITH HEADERS FROM 'http://127.0.0.1:1/x' AS line RETURN line",
    "MATCH (n) LOAD CSV FROM 'ftp://127.0.0.1/x' AS l CREATE (:X) RETURN l",
    "CALL db.createLabel('Evil')",
    "CALL dbms.security.listUsers()",
    "CALL dbms.listConfig() YIELD name RETURN name",
    "CALL apoc.load.json('file:///etc/passwd') YIELD value RETURN value",
    "CALL apoc.cypher.doIt('CREATE (n)', {}) YIELD value RETURN value",
    "CALL db.index.fulltext.queryNodes('x', 'y')",
    "CALL sql('DROP TYPE Report')",
    "CALL `db`.`createLabel`('Evil')",
)
"""Each must be refused before it reaches an engine, whatever it is dressed in."""

ENGINE_REFUSED = (
    "MATCH (n) \\u0053ET n.live = false",
    "MATCH (n) S\u200bET n.live = false",
    "ＣＲＥＡＴＥ (n:X) RETURN n",
    "MATCH (n) ＳＥＴ n.live = false RETURN n",
    "MATCH (n {title: 'it\\'s'}) SET n.live = false //'",
    "MATCH (n) RETURN n /* unclosed",
    "MATCH (n) RETURN 'unclosed",
    "RETURN `a``b` SET",
    "",
    "RETURN " + "(" * 3000 + "1" + ")" * 3000,
    "RETURN 1 " + " " * 20_000,
    "BEGIN",
    "COMMIT",
    ":auto MATCH (n) DELETE n",
    "EXPLAIN CREATE (n:X)",
    "PROFILE CREATE (n:X)",
)
"""Refused by us or not understood by the engine; nothing changes either way."""

PRODUCTS = (
    "MATCH (a), (b), (c), (d), (e), (f) RETURN sum(size(a.id) * size(b.id) * size(f.id)) AS n",
    "UNWIND range(1, 9000000) AS x UNWIND range(1, 9000000) AS y RETURN count(x * y) AS n",
)
"""Would run for ever."""

SPARQL = (
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "INSERT { ?s <urn:evil> 1 } WHERE { ?s ?p ?o }",
    "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "LOAD <file:///etc/passwd>",
    "LOAD SILENT <http://127.0.0.1:1/x> INTO GRAPH <urn:g>",
    "CLEAR ALL",
    "CLEAR SILENT DEFAULT",
    "DROP ALL",
    "DROP SILENT GRAPH <urn:g>",
    "CREATE GRAPH <urn:g>",
    "CREATE SILENT GRAPH <urn:g>",
    "COPY DEFAULT TO <urn:g>",
    "MOVE DEFAULT TO <urn:g>",
    "ADD DEFAULT TO <urn:g>",
    "SELECT * { SERVICE <http://127.0.0.1:1/sparql> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:1/sparql> { ?s ?p ?o } }",
    "SELECT * { BIND(<http://127.0.0.1:1/x> AS ?e) SERVICE ?e { ?s ?p ?o } }",
    "ASK { SERVICE <file:///etc/passwd> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://[::1]:1/x> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE <http://169.254.169.254/> { ?s ?p ?o } } } }",
    "SELECT * { OPTIONAL { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } } ?a ?b ?c }",
    "SELECT * { ?a ?b ?c FILTER EXISTS { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } }",
    "PREFIX x: <urn:x> SELECT * { SERVICE x:y { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'it' . SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    'SELECT * { ?s ?p "a#b" . SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }',
    "SELECT * { ?s ?p ?o } ; DROP ALL",
    "BASE <urn:a> INSERT DATA { <b> <c> <d> }",
    "SELECT * { MINUS { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } }",
    "SELECT * { { ?s ?p ?o } UNION { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } }",
    "DESCRIBE ?s { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } }",
)
"""Each must be refused before the store is opened, whatever it is dressed in."""

SPARQL_ODD = (
    "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "SELECT * { S\\U00000045RVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "\\u0044ROP ALL",
    "ＤＲＯＰ ALL",
    "SELECT * { ＳＥＲＶＩＣＥ <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "DR\u200bOP ALL",
    "SELECT * {",
    "SELECT",
    "",
    "{" * 4000,
    "SELECT * { ?s ?p '''unclosed }",
    "SELECT ?x { BIND(<urn:evil>(1) AS ?x) } ORDER BY",
    "SELECT * FROM { ?s ?p ?o }",
    "ASK ASK",
    "SELECT * { ?s ?p ?o } LIMIT -1",
    "SELECT * { ?s ?p ?o } #" + "x" * 20_000,
)
"""Refused by us or not understood by the store."""

SPARQL_PRODUCTS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT (SUM(STRLEN(STR(?c)) * STRLEN(STR(?f))) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
)


def cypher() -> list[str]:
    """Return every Cypher form in every disguise."""
    dressed = (
        (form, form.lower(), f"/* RETURN 1 */ {form}", f"// harmless\n{form}", form.replace(" ", "\n\t"), f"{form} // RETURN 1")
        for form in CYPHER
    )
    return [*chain.from_iterable(dressed), *ENGINE_REFUSED]


def sparql() -> list[str]:
    """Return every SPARQL form in every disguise."""
    dressed = (
        (form, form.lower(), f"# SELECT\n{form}", form.replace(" ", "\n\t"), f"PREFIX a: <urn:a>\n{form}", f"{form} # SELECT * {{}}")
        for form in SPARQL
    )
    return [*chain.from_iterable(dressed), *SPARQL_ODD]
