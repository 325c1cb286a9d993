import type { Report } from "../../core/report/report.ts";
import type { ShownMetric } from "../metric/numbers.ts";
import type { FindPlace } from "../outcome/outcome-link.ts";

/** A report, and what its page links to. */
export interface ReportView extends Report {
  readonly place: FindPlace;
  /** The first metric of the answers that have one, by "repository/number". */
  readonly numbers: ReadonlyMap<string, ShownMetric>;
  /** Address of the dashboard; null when there is none. */
  readonly dashboard: string | null;
  /** Address of the page that says what the app is. */
  readonly about: string;
}
