import { TRIED_FIELDS, type TriedField } from "../core/report/tried.ts";
import { renderDate } from "../render/words.ts";
import { alignRows } from "./align.ts";
import { findRoot } from "./checkout.ts";
import type { ExitCode, Terminal } from "./terminal.ts";
import { findLedgerFolder, readTried, resolveFolder } from "./tried-files.ts";
import { type FoundEntry, searchTried } from "./tried-search.ts";
import { UsageError } from "./usage-error.ts";

export interface TriedOptions {
  readonly folder?: string;
  readonly json?: boolean;
}

/** As many as the check of a pull request shows. */
const MOST = 3;

/** `tried`: says what became of earlier changes like a proposal, from the files of a checkout. Ends with 1 when there are none. */
export async function runTried(
  words: readonly string[],
  options: TriedOptions,
  { terminal, cwd }: { readonly terminal: Terminal; readonly cwd: string },
): Promise<ExitCode> {
  const proposal = words.join(" ").trim();
  if (proposal === "")
    throw new UsageError('say what you want to propose, such as: did-this-work tried "guest checkout"');
  const root = findRoot(cwd);
  const folder =
    options.folder === undefined ? await findLedgerFolder(root) : resolveFolder(options.folder, { cwd, root });
  const texts = await readTried(root, folder);
  const found = searchTried(texts, proposal, MOST);

  if (texts.length === 0)
    terminal.warn(`There is no TRIED.md in ${options.folder ?? folder}/: this checkout has no memory yet.`);
  if (options.json) terminal.print(JSON.stringify({ words: proposal, entries: found.map(describeEntry) }, null, 2));
  else if (texts.length > 0) terminal.print(renderFound(found, terminal.paint));
  return found.length > 0 ? 0 : 1;
}

const KEYS = {
  Problem: "problem",
  Labels: "labels",
  "Hoped for": "hopedFor",
  Numbers: "numbers",
  Seen: "seen",
  Why: "why",
  Next: "next",
  Later: "later",
} as const satisfies { readonly [F in TriedField]: string };

/** An entry as `--json` prints it; it always has the same keys. */
function describeEntry({ number, on, end, title, address, file, fields }: FoundEntry): object {
  const texts = TRIED_FIELDS.map((name) => [KEYS[name], fields[name] ?? null]);
  return { pullRequest: number, on, end, title, ...Object.fromEntries(texts), url: address, file };
}

function renderFound(found: readonly FoundEntry[], paint: Terminal["paint"]): string {
  if (found.length === 0) return "Nothing like it was tried, as far as this checkout tells.";
  const caution = "A verdict is not a prohibition: it says what happened then.";
  return [...found.map((entry) => renderEntry(entry, paint)), caution].join("\n\n");
}

function renderEntry({ end, on, title, address, fields }: FoundEntry, paint: Terminal["paint"]): string {
  const rows = TRIED_FIELDS.flatMap((name) => {
    const text = fields[name];
    return text === undefined ? [] : [[name, text]];
  });
  return [`${paint("bold", `${end}: ${title}`)} (${renderDate(on)})`, ...alignRows(rows), `  ${address}`].join("\n");
}
