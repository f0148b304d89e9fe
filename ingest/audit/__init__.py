"""Consistency checks over a report and its facts (勾稽)."""
