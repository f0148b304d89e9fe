"""Questions for a department's bodies and staff (机构与人员问答): `structure` answers, from the facts `by_unit` and the kinds `counted`."""
