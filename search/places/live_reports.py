"""The live reports by department and by division (在库报告): a question about one department looks at its reports alone."""

from collections.abc import Iterable, Sequence

from search.facts_source import ReportRef


class LiveReports:
    """Reports of one generation, in one order."""

    def __init__(self, reports: Sequence[ReportRef]) -> None:
        """Sort the reports by their departments and adcodes."""
        self._place = {report.report_id: place for place, report in enumerate(reports)}
        self._of_department: dict[str, list[ReportRef]] = {}
        self._of_adcode: dict[str, list[ReportRef]] = {}
        for report in reports:
            self._of_department.setdefault(report.department, []).append(report)
            if report.fields.adcode:
                self._of_adcode.setdefault(report.fields.adcode, []).append(report)

    @property
    def adcodes(self) -> Iterable[str]:
        """The divisions that some report's department sits in."""
        return self._of_adcode.keys()

    def of_departments(self, names: Iterable[str]) -> list[ReportRef]:
        """Return the reports of some departments."""
        return self.in_order(report for name in names for report in self._of_department.get(name, ()))

    def of_adcodes(self, adcodes: Iterable[str]) -> list[ReportRef]:
        """Return the reports of departments that sit in divisions of these codes."""
        return self.in_order(report for adcode in adcodes for report in self._of_adcode.get(adcode, ()))

    def in_order(self, reports: Iterable[ReportRef]) -> list[ReportRef]:
        """Return some of the reports in the order of all."""
        return sorted(reports, key=lambda report: self._place[report.report_id])
