import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** An import or a re-export. */
export interface Import {
  /** A path from the root for a file of the project, else the name of a package. */
  readonly target: string;
  readonly isOurs: boolean;
  readonly isTypeOnly: boolean;
  readonly isExport: boolean;
}

/** A source file as text. Biome's format makes parsing unnecessary. */
export interface Source {
  /** The path from the root, such as `src/core/person.ts`. */
  readonly path: string;
  readonly text: string;
  /** The text without comments. */
  readonly code: string;
  readonly imports: readonly Import[];
}

/** Lists the TypeScript files under a folder. */
export function listSources(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => parseSource(join(folder, path)));
}

/** Lists the folders under a folder. */
export function listFolders(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length));
}

function parseSource(path: string): Source {
  const text = readFileSync(join(ROOT, path), "utf8");
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
  return { path, text, code, imports: listImports(path, code) };
}

const STATEMENT = /^(import|export)\s+(type\s+)?(?:([^;"'`=()]*?)\s+from\s+)?"([^"]+)"/gm;
const DYNAMIC = /\bimport\(\s*"([^"]+)"/g;

function listImports(path: string, code: string): Import[] {
  const statements = [...code.matchAll(STATEMENT)].map(([, keyword, type, names = "", from = ""]) => ({
    ...resolve(path, from),
    isTypeOnly: type !== undefined || hasOnlyTypes(names),
    isExport: keyword === "export",
  }));
  const dynamic = [...code.matchAll(DYNAMIC)].map(([, from = ""]) => ({
    ...resolve(path, from),
    isTypeOnly: false,
    isExport: false,
  }));
  return [...statements, ...dynamic];
}

/** `{ type A, type B }`. */
function hasOnlyTypes(names: string): boolean {
  const list = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1]?.split(",") ?? [];
  const named = list.map((name) => name.trim()).filter((name) => name !== "");
  return named.length > 0 && named.every((name) => name.startsWith("type "));
}

function resolve(path: string, from: string): { target: string; isOurs: boolean } {
  if (from.startsWith(".")) return { target: normalize(join(dirname(path), from)), isOurs: true };
  const [scope = "", name = ""] = from.split("/");
  return { target: scope.startsWith("@") ? `${scope}/${name}` : scope, isOurs: false };
}
