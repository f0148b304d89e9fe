"""Places and bodies that a question names (地名与部门): `gazetteer` finds them, from `divisions`, `bodies` and the live reports."""
