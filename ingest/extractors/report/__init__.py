"""What the report itself is (报告要素): `fields` puts together its `title`, `department` and `score`."""
