"""Words (词语): `terms` cuts text, `lexicon` and `thesaurus` know what is said otherwise, `english` and `dictionary` translate."""
