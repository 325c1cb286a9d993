import { isLogin } from "../login.ts";
import { VERDICTS, type Verdict } from "./verdict.ts";

/** The commands of `/outcome …`. */
export type Command =
  | { readonly kind: "answer"; readonly verdict: Verdict; readonly evidence: string | null }
  | { readonly kind: "snooze"; readonly until: string }
  /** Its users got the change, on that day or now. */
  | { readonly kind: "shipped"; readonly on: string | null }
  | { readonly kind: "not-shipped"; readonly until: string | null }
  | { readonly kind: "owner"; readonly login: string }
  | { readonly kind: "drop"; readonly reason: string }
  | { readonly kind: "reopen" }
  | { readonly kind: "help" }
  | { readonly kind: "skip"; readonly reason: string }
  | { readonly kind: "recheck" };

/** Why a line that begins with "/outcome" is no command. */
export type Misreading =
  | { readonly kind: "unknown" }
  /** It stands in a list, in bold or in code. */
  | { readonly kind: "wrapped" }
  /** The command is known, and lacks what has to follow it. */
  | { readonly kind: "needs"; readonly what: "login" | "reason" | "date" };

/** A command, or why there is none. */
export type ParsedCommand =
  | { readonly command: Command; readonly misreading: null }
  | { readonly command: null; readonly misreading: Misreading };

type Parse = (rest: string) => Command | Misreading;

const PARSERS: Readonly<Record<string, Parse>> = {
  snooze: (rest) => (rest ? { kind: "snooze", until: rest } : { kind: "needs", what: "date" }),
  shipped: (rest) => ({ kind: "shipped", on: rest.replace(/^(?:on|since)\s/i, "").trim() || null }),
  "not-shipped": (rest) => ({ kind: "not-shipped", until: rest.replace(/^until\s/i, "").trim() || null }),
  owner: (rest) => {
    const login = rest.replace(/^@/, "");
    return isLogin(login) ? { kind: "owner", login } : { kind: "needs", what: "login" };
  },
  drop: (rest) => (rest ? { kind: "drop", reason: rest } : { kind: "needs", what: "reason" }),
  skip: (rest) => (rest ? { kind: "skip", reason: rest } : { kind: "needs", what: "reason" }),
  reopen: (rest) => (rest ? { kind: "unknown" } : { kind: "reopen" }),
  recheck: (rest) => (rest ? { kind: "unknown" } : { kind: "recheck" }),
  help: () => ({ kind: "help" }),
};

/** The words of the box for `unclear`. */
const CANNOT_TELL = /^can(?:['’]?t|not)[\s-]tell(?=$|[\s:,.])/i;

/** Parses what follows "/outcome" on its line; an answer takes the lines `below` as evidence. */
export function parseCommand(given: string, below: string): ParsedCommand {
  const text = given.replace(CANNOT_TELL, "unclear");
  const end = text.search(/[\s\u200b]/);
  const word = end === -1 ? text : text.slice(0, end);
  const rest = end === -1 ? "" : text.slice(end).trim();
  const name = word.toLowerCase().replace(/[:,.]$/, "");
  const verdict = VERDICTS.find((known) => known === name);
  if (verdict) {
    const evidence = [rest.replace(/^[-–—:]\s/, "").trim(), below].join("\n").trim() || null;
    return { command: { kind: "answer", verdict, evidence }, misreading: null };
  }
  const parse = Object.hasOwn(PARSERS, name) ? PARSERS[name] : undefined;
  const parsed = parse ? parse(rest) : ({ kind: "unknown" } as const);
  return isMisreading(parsed) ? { command: null, misreading: parsed } : { command: parsed, misreading: null };
}

function isMisreading(parsed: Command | Misreading): parsed is Misreading {
  return parsed.kind === "unknown" || parsed.kind === "wrapped" || parsed.kind === "needs";
}
