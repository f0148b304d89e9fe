"""From a question to a typed plan (问题规划)."""
