"""Questions that want words (原文问答): `passages` quotes what `speaking` finds and `thoughts` cuts; `troubles` joins problems."""
