import { parseArgs } from "node:util";
import { type BodyInput, printBodies } from "./reading-bodies.ts";
import { type Corpus, MEASURED, readCorpus } from "./reading-corpus.ts";
import { PARTS } from "./reading-part.ts";
import { timeConstructions, timeDescriptions } from "./reading-speed.ts";
import { printTemplates } from "./reading-templates.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { part: { type: "string" }, "no-speed": { type: "boolean" } },
});
const [folder] = positionals;
const part = PARTS.find((name) => name === values.part);
if (folder === undefined || (values.part !== undefined && part === undefined)) {
  console.error(`usage: npm run bench:reading -- <folder> [--part ${PARTS.join("|")}] [--no-speed]

The folder has templates.jsonl and bodies.jsonl. Misreadings of part b are counted, never shown: log each run of it in
bench/reading-runs.md.`);
  process.exit(2);
}
const corpus = readCorpus(folder, part);
printScores(corpus);
if (!values["no-speed"]) printSpeed(corpus);

function printScores(corpus: Corpus): void {
  console.log(`\n${corpus.templates.length} templates: which heading asks`);
  for (const field of MEASURED) printTemplates(corpus.templates, field);
  console.log(`\n${corpus.bodies.length} descriptions: what the author filled in`);
  for (const field of MEASURED) printBodies(withTemplates(corpus), field);
}

function printSpeed(corpus: Corpus): void {
  const given = withTemplates(corpus).map(({ body, templates }) => ({ body: body.text, templates }));
  console.log("\nMilliseconds for one description");
  console.table([timeDescriptions(given)]);
  console.log("Milliseconds for constructions; growth 16 is linear");
  console.table(timeConstructions());
}

function withTemplates({ templates, bodies }: Corpus): readonly BodyInput[] {
  const known = new Map(templates.map(({ id, text }) => [id, [{ path: id, body: text }]]));
  return bodies.map((body) => ({ body, templates: known.get(body.template_id ?? "") ?? [] }));
}
