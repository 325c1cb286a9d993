import { PROJECT_PAGE } from "../../src/core/about-page.ts";
import type { Report } from "../../src/core/report/report.ts";
import { HERE } from "../../src/render/outcome/outcome-link.ts";
import type { ReportView } from "../../src/render/report/report-view.ts";

/** A report with relative links, as on a GitHub of one's own. */
export function viewReport(report: Report): ReportView {
  return { ...report, place: HERE, numbers: new Map(), dashboard: "../issues/3", about: PROJECT_PAGE };
}
