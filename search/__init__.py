"""Questions to answers (检索与问答): what each folder does is told in ARCHITECTURE.md, Inside search."""
