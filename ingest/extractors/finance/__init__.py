"""Money (收支): `finance` gathers it from `prose`, `table` and `forms`; `items` tells what a name of money is."""
