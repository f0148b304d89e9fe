"""Questions whether figures add up (勾稽问答): `audits` tells findings, `checks` computes a sum anew, `named_checks` one named thing."""
