"""Programmes (项目): `projects` gathers them from `table`, `prose` and `single`; `names` tells what a programme's name is."""
