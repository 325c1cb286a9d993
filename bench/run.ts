import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { measureCalls } from "./calls.ts";
import { measureDeliveries } from "./deliveries.ts";
import { measureEndToEnd } from "./end-to-end.ts";
import { measureFloods } from "./flood.ts";
import { measureFootprint } from "./footprint.ts";
import { measureMemory } from "./memory.ts";
import { measurePages } from "./pages.ts";
import { measureReading } from "./reading-share.ts";
import { type Part, renderPart } from "./row.ts";
import { measureScale } from "./scale.ts";
import { measureStatements } from "./statements.ts";
import { measureSustained } from "./sustained.ts";
import { measureSweep } from "./sweep.ts";

const PARTS: Readonly<Record<string, () => Promise<Part>>> = {
  deliveries: measureDeliveries,
  sustained: measureSustained,
  "end-to-end": measureEndToEnd,
  calls: measureCalls,
  statements: measureStatements,
  reading: measureReading,
  sweep: measureSweep,
  pages: measurePages,
  flood: measureFloods,
  scale: measureScale,
  memory: measureMemory,
  footprint: measureFootprint,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(", ")}`);
  process.exit(2);
}
const parts: Part[] = [];
for (const [name, measure] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const part = await measure();
  console.log(`\n${renderPart(part)}`);
  parts.push(part);
}
// A single part is only printed; results.md is written from a full run.
if (wanted.length === 0) await writeFile(join(import.meta.dirname, "results.md"), renderResults(parts));

function renderResults(all: readonly Part[]): string {
  const on = new Date().toISOString().slice(0, 10);
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"}), Node ${process.versions.node}`;
  return [
    "# What was measured",
    `${on}, ${machine}. By \`npm run bench\`; every ratio is of two figures of the same run.`,
    ...all.map(renderPart),
    "",
  ].join("\n\n");
}
