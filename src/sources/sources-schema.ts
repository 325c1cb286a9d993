import { z } from "zod";
import { REPOSITORY_ENTRY } from "./repositories.ts";

/** Where editors find the schema; the first line of the file may name it. */
const SOURCES_SCHEMA_URL = "https://raw.githubusercontent.com/did-this-work/did-this-work/main/schema/sources.json";

/** Of a source, and of a query: as repositories write it in their configuration. */
const NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,39}$/;

/** Could it be the name of a query, rather than a query? */
export function isName(text: string): boolean {
  return NAME.test(text);
}

function name() {
  return z.string().regex(NAME).meta({ title: "name" });
}

function text() {
  return z.string().regex(/\S/);
}

const Repositories = z
  .array(z.union([z.int().min(1), z.string().regex(REPOSITORY_ENTRY)]))
  .default([])
  .describe("The repositories that may read it: owner/name, owner/* or a numeric id. Without any, none may.");

const IsPublic = z
  .boolean()
  .default(false)
  .describe("May its numbers stand in public repositories, where everyone reads them?");

const Prometheus = z.strictObject({
  kind: z.literal("prometheus").describe("Prometheus, or what answers as it does: Thanos, Mimir, VictoriaMetrics."),
  address: text().describe(`Where it answers, without /api/v1. \${SOURCE_…} is replaced by that variable.`),
  headers: z
    .record(z.string(), z.string())
    .default({})
    .describe(`Sent with each request. \${SOURCE_…} is replaced by that variable.`),
  repositories: Repositories,
  public: IsPublic,
  queries: z
    .union([z.literal("any"), z.record(name(), text())])
    .describe('Queries in PromQL by name; "any" opens every series of the server to all who can merge there.'),
});

const Sql = z.strictObject({
  kind: z.literal("sql").describe("A database that speaks Postgres' protocol."),
  address: text().describe(`postgres://… of a role that can only read. \${SOURCE_…} is replaced by that variable.`),
  repositories: Repositories,
  public: IsPublic,
  queries: z
    .record(name(), text())
    .describe("Queries by name. Each gives rows of day and value; $1 is the first day, $2 the day after the last."),
});

/** What kinds of sources there are. */
const KINDS = { prometheus: Prometheus, sql: Sql };

/** The names of the kinds. */
export function listKinds(): readonly string[] {
  return Object.keys(KINDS);
}

/** The keys of a source of that kind; none where there is no such kind. */
export function listKeys(kind: unknown): readonly string[] {
  const source = Object.entries(KINDS).find(([name]) => name === kind)?.[1];
  return Object.keys(source?.shape ?? {});
}

/** One source of the file, by its kind. */
export const WrittenSource = z.discriminatedUnion("kind", [Prometheus, Sql]);

/** The shape of SOURCES_FILE, as it is written; sources-file.ts says what it means. */
export const SourcesFile = z.strictObject({
  sources: z
    .record(name(), WrittenSource)
    .default({})
    .describe("Where numbers come from, by the name that metrics refer to."),
});

/** One source of the file, as it is written. */
export type WrittenSource = z.output<typeof WrittenSource>;

/** The JSON Schema of SOURCES_FILE. */
export function createSourcesSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(SourcesFile, { io: "input" });
  return { $schema, $id: SOURCES_SCHEMA_URL, title: "Did this work? (SOURCES_FILE)", ...schema };
}
