"""Shortcomings and plans (存在问题与改进措施): `problems` reads them, by the patterns of `words`."""
