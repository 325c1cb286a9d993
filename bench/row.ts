/** One line of the results. */
export interface Row {
  /** The subject of the measurement. */
  readonly what: string;
  readonly ours: string;
  /** The alternative, measured in the same run; "" where there is none. */
  readonly baseline: string;
  /** Ours divided by the baseline, or by the goal's unit; "" where neither makes sense. */
  readonly ratio: string;
  readonly goal: string;
  /** null where there is no goal. */
  readonly isMet: boolean | null;
}

/** A part of the bench: its rows, and notes on how they were measured. */
export interface Part {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
}

/** A part as Markdown. */
export function renderPart({ title, rows, notes }: Part): string {
  const lines = rows.map(({ what, ours, baseline, ratio, goal, isMet }) => {
    const verdict = isMet === null ? "" : isMet ? "met" : "**missed**";
    return `| ${[what, ours, baseline, ratio, goal, verdict].join(" | ")} |`;
  });
  const table = [
    "| What | Ours | Baseline | Ratio | Goal | |",
    "| --- | ---: | ---: | ---: | ---: | --- |",
    ...lines,
  ].join("\n");
  return [`## ${title}`, table, ...notes].join("\n\n");
}

/** A row without a baseline. */
export function aRow(what: string, ours: string, goal = "", isMet: boolean | null = null): Row {
  return { what, ours, baseline: "", ratio: "", goal, isMet };
}

/** 1234.56 as "1,235", 1.2345 as "1.23". */
export function inFigures(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en") : String(Math.round(value * 100) / 100);
}

/** The median. */
export function findMedian(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
