import { randomUUID } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseSync, Visitor } from "oxc-parser";

/** A regular expression of the source. */
export interface Pattern {
  readonly source: string;
  readonly flags: string;
  /** "src/description/label.ts:51" */
  readonly where: string;
}

/** A place that builds a regular expression when the program runs. */
interface Site {
  readonly file: string;
  readonly line: number;
}

const ROOT = join(import.meta.dirname, "..", "..");

/**
 * Every regular expression of the source: the literals from its syntax, the built ones by loading their modules.
 * Throws when a place builds one only later, where it could not be checked.
 */
export async function collectPatterns(): Promise<readonly Pattern[]> {
  const files = globSync("src/**/*.{ts,js}", { cwd: ROOT }).toSorted();
  const found = files.map((file) => findInFile(file, readFileSync(join(ROOT, file), "utf8")));
  const sites = found.flatMap((file) => file.sites);
  const built = await recordBuilt(sites);
  const missed = sites.filter((site) => !built.some(({ where }) => where === nameOf(site)));
  if (missed.length > 0) throw new Error(`built only when it is used: ${missed.map(nameOf).join(", ")}`);
  return [...found.flatMap((file) => file.literals), ...built];
}

function nameOf({ file, line }: Site): string {
  return `${file}:${line}`;
}

function findInFile(file: string, text: string): { literals: readonly Pattern[]; sites: readonly Site[] } {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const literals: Pattern[] = [];
  const sites: Site[] = [];
  const lineAt = (offset: number) => text.slice(0, offset).split("\n").length;
  new Visitor({
    Literal(node) {
      if (!("regex" in node)) return;
      const { pattern, flags } = node.regex;
      literals.push({ source: pattern, flags, where: nameOf({ file, line: lineAt(node.start) }) });
    },
    NewExpression({ callee, start }) {
      if (callee.type === "Identifier" && callee.name === "RegExp") sites.push({ file, line: lineAt(start) });
    },
    CallExpression({ callee, start }) {
      if (callee.type === "Identifier" && callee.name === "RegExp") sites.push({ file, line: lineAt(start) });
    },
  }).visit(program);
  return { literals, sites };
}

/** Loads the modules that build patterns once more, and records each that is built meanwhile. */
async function recordBuilt(sites: readonly Site[]): Promise<readonly Pattern[]> {
  const built: Pattern[] = [];
  // Node loads a module again under another address; test files that share a process have loaded it under every earlier.
  const fresh = `?${randomUUID()}`;
  const Original = globalThis.RegExp;
  globalThis.RegExp = new Proxy(Original, {
    construct(target, [source, flags]: [string | RegExp, string | undefined], newTarget) {
      const pattern: RegExp = Reflect.construct(target, [source, flags], newTarget);
      const where = callerIn(sites, fresh);
      if (where) built.push({ source: pattern.source, flags: pattern.flags, where });
      return pattern;
    },
  });
  try {
    for (const file of new Set(sites.map((site) => site.file)))
      await import(`${pathToFileURL(join(ROOT, file)).href}${fresh}`);
  } finally {
    globalThis.RegExp = Original;
  }
  return built;
}

/** The site among the given ones that is being executed. */
function callerIn(sites: readonly Site[], fresh: string): string | undefined {
  const stack = (new Error("where").stack ?? "").replaceAll(fresh, "");
  return sites.map(nameOf).find((name) => stack.includes(`${name}:`));
}
