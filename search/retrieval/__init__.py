"""Search (检索): `hybrid` finds places by words and vectors of the `concepts` a query speaks of, `ranking` puts them in order."""
