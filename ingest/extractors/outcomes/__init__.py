"""Numbers achieved (成效): `outcomes` reads `clauses`, names each number with `metric` and leaves out what `filter` excludes."""
