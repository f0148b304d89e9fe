"""The department's bodies (机构): `units` gathers them from lists and `tables`; `names` tells what a body's name is."""
