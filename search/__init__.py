"""Questions to answers: embedder, indexes, hybrid ranking, plans, answers (检索与问答)."""
