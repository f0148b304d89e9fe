"""From a question to a typed plan (问题规划): `planner` begins; `scope` says whom, `grammar` what kind, `asks` which figures."""
