"""Questions for money (资金问答): what it is `spending` for, where it comes from (`sources`), its `parts`, and items picked by size."""
