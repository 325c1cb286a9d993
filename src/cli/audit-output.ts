import type { AuditReport } from "../core/audit/audit-report.ts";
import { findRate } from "../core/dashboard/numbers.ts";
import {
  listAuditRows,
  renderAuditHeadline,
  renderAuditSpan,
  renderBeside,
  renderMethod,
  renderTemplates,
  renderWouldHave,
  renderWouldHaveTitle,
} from "../render/audit.ts";
import { quotePlain } from "../render/neutral.ts";
import { renderShare } from "../render/share.ts";
import { alignRows } from "./align.ts";
import type { Terminal } from "./terminal.ts";
import { wrap } from "./wrap.ts";

type Paint = Terminal["paint"];

/** Renders an audit for a terminal 80 columns wide, ready to be copied into a chat. */
export function renderAuditText(report: AuditReport, paint: Paint): string {
  const parts = [
    paint("bold", wrap(`${renderAuditHeadline(report)}.`, "")),
    report.audit.merged === 0 ? "" : wrap(renderAuditSpan(report), ""),
    report.audit.read === 0 ? "" : renderRows(report, paint),
    wrap(renderBeside(report), ""),
    renderPart(renderWouldHaveTitle(report), renderWouldHave(report), paint),
    renderPart("The template", renderTemplates(report, quotePlain), paint),
    renderPart("Good measures from this repository", renderExamples(report), paint),
    paint("dim", renderMethod(report).replace(". ", ".\n")),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function renderRows(report: AuditReport, paint: Paint): string {
  const rows = listAuditRows(report).map(({ name, count: { filled, missing } }) => [
    name,
    renderShare(filled, filled + missing),
    renderBar(filled, filled + missing, paint),
  ]);
  return alignRows(rows).join("\n");
}

const BAR = 20;

/** Renders a share as a bar; "" when the whole is too small for a percentage. */
function renderBar(part: number, whole: number, paint: Paint): string {
  if (findRate(part, whole) === null) return "";
  // A share above zero is visible, and a share below the whole does not look complete.
  const length =
    part === 0 || part === whole
      ? (BAR * part) / whole
      : Math.min(BAR - 1, Math.max(1, Math.round((BAR * part) / whole)));
  return paint("green", "█".repeat(length)) + paint("dim", "░".repeat(BAR - length));
}

function renderPart(title: string, lines: readonly string[], paint: Paint): string {
  if (lines.length === 0) return "";
  return [paint("bold", title), ...lines.map((line) => wrap(line, "  "))].join("\n");
}

function renderExamples({ audit }: AuditReport): readonly string[] {
  // Not "#119": pasted on GitHub, that would leave a reference there.
  return audit.examples.map(({ number, measure }) => `PR ${number}: “${quotePlain(measure, 240)}”`);
}
