"""Questions for figures (数值问答): one file a question form; `lookup` finds what is printed, `compute` is the arithmetic over it."""
