import { type KeySchema, SCHEMA_URL } from "../core/config/config-schema.ts";
import { CONFIG_PATH } from "../core/repository/repository-files.ts";

/** A configuration that a team might write; a test parses it as the app would. */
export const EXAMPLE = `# yaml-language-server: $schema=${SCHEMA_URL}
time-zone: Europe/Berlin
fields:
  measure:
    headings: [Woran merken wir es?]
enforcement: require
bases: [default, "release/*"]
skip:
  labels: [no-outcome, chore]
  titles: ["chore(deps)*"]
  paths: ["docs/**", "*.md"]
metrics:
  bugs: { source: github, issues: { labels: [export-bug] }, better: fewer }
follow-up:
  after: 6 weeks
  fallback: [octocat]
  weekdays-only: false
report:
  enabled: false
`;

/** Renders docs/configuration.md: an example, then every key with its type, default and meaning. */
export function renderConfigurationPage(schema: KeySchema): string {
  const sections = listSections(schema, "").map(renderSection);
  return `${[INTRODUCTION, ...sections, ENDING].join("\n\n")}\n`;
}

const INTRODUCTION = `<!-- Made from src/core/config/config.ts by \`npm run generate\`; change it there. -->
# Configuration: \`${CONFIG_PATH}\`

Every key is optional; an empty file is valid. Only the file on the default branch is applied. For example:

\`\`\`yaml
${EXAMPLE}\`\`\`

\`did-this-work config ${CONFIG_PATH}\` names what is wrong with a file, and so do the check and the dashboard. A file with
an error is not applied: the last valid one stays. An unknown key is named and left out. What a newer version of the app refuses in a
file that is applied is left out too, and the rest stays. A file under another name, such as
\`outcomes.yaml\`, or \`outcomes.yml\` in the root, is not read; that is said too.

Your file counts before the one it \`_extends\`, that before the owner's (\`${CONFIG_PATH}\` in the owner's \`.github\`
repository), and that before the defaults below. Maps are merged key by key, lists are replaced.`;

const ENDING = `## How to write a value

- A **duration** is a number and a unit: \`30 minutes\`, \`12 hours\`, \`7 days\`, \`2 weeks\`, \`1 month\`. A year is the longest.
- A **glob** is compared with the whole text: \`release/*\`, \`docs/**\`, \`{feat,fix}/*\`. It has at most 500 characters and is no
  regular expression: brackets, bars and dots stand for themselves. What can never match is named as a problem.
- Globs on **paths** begin at the root. \`docs\`, \`docs/\` and \`/docs\` mean the folder with all in it; \`docs\` may be a file as well.
- Globs on **branches** may end in a slash: \`release/\` means all branches below it.
- Globs on **authors** are compared with logins: \`@octocat\` is \`octocat\`. The name of an app means its bot too: \`my-app\` matches
  \`my-app[bot]\`. Who is in a team is not read.
- A **login** in \`follow-up.fallback\` is that of a person, with or without \`@\`. Teams and bots cannot be assigned.
- A **metric** has a name of letters, digits, dots, hyphens and underscores, at most 40 characters; a file has at most 50 metrics. With
  \`source: github\` it has \`issues.labels\` and no \`query\`; with any other source it has a \`query\`. A file may state a part of a
  metric that another one completes.
- A **label** has at most 50 characters and is compared as a whole, whatever its case.
- **Quotes** are needed around what begins with one of \`! # & * @ % { [\` or a backquote, around \`a: b\`, and around numbers,
  \`true\` and \`false\` that are meant as text: \`"!src/**"\`, \`"*wip*"\`, \`"chore: *"\`, \`"1.0"\`. An empty entry is an error.
- The file is **one** document of at most 65,536 characters.`;

interface Section {
  /** "" for the top-level keys. */
  readonly path: string;
  readonly keys: readonly (readonly [key: string, schema: KeySchema])[];
}

/** One section for each map that has keys of its own, in the order of the schema. */
function listSections(schema: KeySchema, path: string): readonly Section[] {
  const map = schema.anyOf?.find(({ properties }) => properties);
  if (map) return listSections(map, path);
  const entries = Object.entries(schema.properties ?? {});
  const keys = entries.filter(([, inner]) => !inner.properties);
  const inside = entries.flatMap(([key, inner]) => listSections(inner, path === "" ? key : `${path}.${key}`));
  if (schema.additionalProperties) return listSections(schema.additionalProperties, `${path}.<name>`);
  return keys.length === 0 ? inside : [{ path, keys }, ...inside];
}

function renderSection({ path, keys }: Section): string {
  const rows = keys.map(([key, schema]) => {
    const cells = [`\`${key}\``, renderType(schema), renderDefault(schema), schema.description ?? ""];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  const heading = path === "" ? "## At the top" : `## \`${path}\``;
  return [heading, "", "| key | type | default | meaning |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function renderType(schema: KeySchema): string {
  if (schema.anyOf) return schema.anyOf.map(renderType).join(" or ");
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(", ");
  switch (schema.type) {
    case "boolean":
      return "`true`, `false`";
    case "integer":
      return schema.minimum === undefined ? "whole number" : `whole number, at least ${schema.minimum}`;
    case "array":
      return `list of ${schema.items ? renderType(schema.items) : "value"}s`;
    case "object":
      return schema.properties ? "map" : "map of names";
    default:
      return renderTextType(schema);
  }
}

/** A kind of text has a name of its own; below the table it says how to write it. */
function renderTextType({ title, maxLength }: KeySchema): string {
  if (title !== undefined) return title;
  return maxLength === undefined ? "text" : `text, at most ${maxLength} characters`;
}

function renderDefault({ default: value }: KeySchema): string {
  if (value === undefined) return "none";
  if (Array.isArray(value)) return `\`[${value.join(", ")}]\``;
  return `\`${typeof value === "object" ? JSON.stringify(value) : value}\``;
}
