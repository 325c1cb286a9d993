import type { OwnerAudit } from "../core/audit/audit-owner.ts";
import {
  listOwnerRows,
  OWNER_COLUMNS,
  RANK,
  renderFailed,
  renderOwnerCosts,
  renderOwnerHeadline,
  renderOwnerMethod,
  renderOwnerSpan,
  renderStart,
} from "../render/audit-owner.ts";
import { quotePlain } from "../render/neutral.ts";
import { alignRows } from "./align.ts";
import type { Terminal } from "./terminal.ts";
import { wrap } from "./wrap.ts";

type Paint = Terminal["paint"];

/** Renders the audit of an owner's repositories for a terminal 80 columns wide. */
export function renderOwnerAuditText(audit: OwnerAudit, paint: Paint): string {
  const { rows, more } = listOwnerRows(audit);
  const hasRows = rows.length > 0;
  const parts = [
    paint("bold", wrap(`${renderOwnerHeadline(audit)}.`, "")),
    wrap(renderOwnerSpan(audit), ""),
    hasRows ? renderTable(rows, paint) : "",
    wrap(more, ""),
    hasRows ? paint("dim", wrap(RANK, "")) : "",
    paint("bold", wrap(renderStart(audit), "")),
    renderPart("What it would cost", renderOwnerCosts(audit), paint),
    renderPart("Not read", renderFailed(audit, quotePlain), paint),
    paint("dim", renderOwnerMethod(audit).replace(". ", ".\n")),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** A longer name would break the table. */
const LONGEST_NAME = 23;

function renderTable(rows: readonly (readonly string[])[], paint: Paint): string {
  const short = rows.map((cells) =>
    cells.map((cell) => (cell.length > LONGEST_NAME ? `${cell.slice(0, LONGEST_NAME - 1)}…` : cell)),
  );
  const [head = "", ...lines] = alignRows([OWNER_COLUMNS, ...short]);
  return [paint("bold", head), ...lines].join("\n");
}

function renderPart(title: string, lines: readonly string[], paint: Paint): string {
  if (lines.length === 0) return "";
  return [paint("bold", title), ...lines.map((line) => wrap(line, "  "))].join("\n");
}
