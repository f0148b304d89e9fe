"""Documents to facts (入库): `pipeline` begins; `readers/` give text, `structure` a document, `extractors/` facts, `audit/` findings."""
