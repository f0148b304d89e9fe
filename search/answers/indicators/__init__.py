"""Questions for indicators (绩效指标问答): `targets` and scores, rows picked (`selected`), and those of other departments (`alike`)."""
