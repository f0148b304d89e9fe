"""Which facts are meant (指标对应): `metrics` tells by words, `nearest` by meaning, over facts made ready by `prepared`."""
