"""One file a fact family; `ingest.extract.EXTRACTORS` lists them (抽取)."""
