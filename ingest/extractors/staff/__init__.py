"""Head counts (人员编制): `staff` reads them from prose, key–value tables and `columns`, and the number of `bodies` with them."""
