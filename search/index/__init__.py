"""The index (索引): `index` publishes segments under a manifest; a segment holds `documents`, their words (`lexical`) and `vectors`."""
