"""Performance indicators (绩效指标): `indicators` gathers them from `table` and `prose`; `attained` judges each against its target."""
