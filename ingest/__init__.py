"""Documents to facts: readers, structure, one extractor a fact family, bundles and the pipeline (入库)."""
