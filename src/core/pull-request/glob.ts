/** Does a text match? Upper and lower case are the same. */
export type Matcher = (text: string) => boolean;

/**
 * Compiles a glob as people write them: `*` is any text, also across slashes, `?` any character but a slash, `{a,b}` a
 * choice, `!` in front turns it round. `docs/**` includes `docs`, and a leading `**` with a slash may be nothing. All
 * else is plain text, brackets such as in "[WIP]*" included. Never throws. Takes time in proportion to glob and text:
 * a regular expression made of many stars takes more than anybody can wait for.
 */
export function compileGlob(glob: string): Matcher {
  const [marks = ""] = /^!*/.exec(glob) ?? [];
  const bare = glob.slice(marks.length).toLowerCase().replace(/^\.\//, "");
  const parts = parseParts({ glob: bare, braces: findBraces(bare) }, { start: 0, end: bare.length });
  const isTurned = marks.length % 2 === 1;
  return (text) => {
    const given = text.toLowerCase();
    return advance(parts, given, [0]).at(-1) === given.length ? !isTurned : isTurned;
  };
}

type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "character" }
  | { readonly kind: "any" }
  /** Nothing, or folders with the slash after them. */
  | { readonly kind: "folders" }
  /** Nothing, or a slash and what is below. */
  | { readonly kind: "below" }
  | { readonly kind: "choice"; readonly options: readonly (readonly Part[])[] };

interface Brace {
  readonly commas: readonly number[];
  readonly close: number;
}

interface ParsedGlob {
  readonly glob: string;
  readonly braces: ReadonlyMap<number, Brace>;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Nobody nests choices deeper; a brace beyond this is text. */
const DEEPEST = 20;

/** The braces that hold a choice, by the offset at which they open. */
function findBraces(glob: string): ReadonlyMap<number, Brace> {
  const braces = new Map<number, Brace>();
  const open: { readonly start: number; readonly commas: number[] }[] = [];
  for (let at = 0; at < glob.length; at++) {
    const character = glob[at];
    if (character === "\\") at++;
    else if (character === "{") open.push({ start: at, commas: [] });
    else if (character === ",") open.at(-1)?.commas.push(at);
    else if (character === "}") {
      const brace = open.pop();
      if (brace && brace.commas.length > 0 && open.length < DEEPEST) {
        braces.set(brace.start, { commas: brace.commas, close: at });
      }
    }
  }
  return braces;
}

const TOKEN = /\\(?<escaped>.)|(?<=^|\/)(?<folders>\*\*\/)|(?<![*])(?<below>\/\*\*$)|(?<any>\*+)|(?<character>\?)/suy;

function parseParts(parsed: ParsedGlob, { start, end }: Range): readonly Part[] {
  const parts: Part[] = [];
  let at = start;
  while (at < end) {
    const brace = parsed.braces.get(at);
    TOKEN.lastIndex = at;
    const token = brace ? null : TOKEN.exec(parsed.glob);
    parts.push(brace ? toChoice(parsed, at, brace) : toPart(token?.groups, parsed.glob.charAt(at)));
    at = brace ? brace.close + 1 : at + (token?.[0].length ?? 1);
  }
  return parts;
}

function toPart(groups: Partial<Record<string, string>> | undefined, plain: string): Part {
  if (groups?.folders !== undefined) return { kind: "folders" };
  if (groups?.below !== undefined) return { kind: "below" };
  if (groups?.any !== undefined) return { kind: "any" };
  if (groups?.character !== undefined) return { kind: "character" };
  return { kind: "text", text: groups?.escaped ?? plain };
}

function toChoice(parsed: ParsedGlob, open: number, { commas, close }: Brace): Part {
  const ends = [...commas, close];
  const options = ends.map((end, index) => parseParts(parsed, { start: (ends[index - 1] ?? open) + 1, end }));
  return { kind: "choice", options };
}

/** The offsets, in order, that can be reached from the given ones. All are carried at once, so none is tried twice. */
function advance(parts: readonly Part[], text: string, from: readonly number[]): readonly number[] {
  let reached = from;
  for (const part of parts) {
    if (reached.length === 0) return reached;
    reached = step(part, text, reached);
  }
  return reached;
}

function step(part: Part, text: string, from: readonly number[]): readonly number[] {
  switch (part.kind) {
    case "text":
      return from.filter((at) => text.startsWith(part.text, at)).map((at) => at + part.text.length);
    case "character":
      return from.filter((at) => at < text.length && text[at] !== "/").map((at) => at + 1);
    case "any":
      return offsetsFrom(text, from[0] ?? 0);
    case "folders":
      return inOrder([...from, ...offsetsFrom(text, (from[0] ?? 0) + 1).filter((at) => text[at - 1] === "/")]);
    case "below": {
      const slash = from.find((at) => text[at] === "/");
      return inOrder([...from, ...(slash === undefined ? [] : offsetsFrom(text, slash + 1))]);
    }
    case "choice":
      return inOrder(part.options.flatMap((option) => advance(option, text, from)));
  }
}

function offsetsFrom(text: string, first: number): readonly number[] {
  return Array.from({ length: Math.max(0, text.length + 1 - first) }, (_, index) => first + index);
}

function inOrder(offsets: readonly number[]): readonly number[] {
  return [...new Set(offsets)].sort((a, b) => a - b);
}
