import type { Verdict } from "./verdict.ts";

/** An answer given in a word, with the evidence that follows it. */
export interface WordAnswer {
  readonly verdict: Verdict;
  readonly evidence: string | null;
}

/** The answer words, in this order of languages: English, German, French, Spanish, Portuguese, Italian, Dutch. */
const WORDS: { readonly [V in Verdict]: string } = {
  worked:
    "worked|it worked|works|funktioniert|hat funktioniert|es hat funktioniert|[cç]a a march[eé]|a march[eé]|r[eé]ussi|funcion[oó]|ha funcionado|funcionou|ha funzionato|funzionato|gewerkt|het werkte|werkte|gelukt",
  partly:
    "partly|partially|in part|teilweise|zum teil|en partie|partiellement|parcialmente|en parte|em parte|parzialmente|in parte|deels|gedeeltelijk",
  missed:
    "missed|it missed|did not work|didn['’]t work|failed|verfehlt|hat nicht funktioniert|nicht funktioniert|manqu[eé]|rat[eé]|n['’]a pas march[eé]|[cç]a n['’]a pas march[eé]|no funcion[oó]|no ha funcionado|fallido|n[aã]o funcionou|falhou|non ha funzionato|mancato|mislukt|niet gelukt|werkte niet",
  unclear:
    "unclear|can['’]?t tell|cannot tell|unklar|wei[sß]+ nicht|pas clair|incertain|no est[aá] claro|poco claro|incierto|n[aã]o est[aá] claro|incerto|non [eè] chiaro|non chiaro|onduidelijk",
};

/** Everyday words: an answer only when they stand alone on the line. */
const ALONE: { readonly [V in "worked" | "missed"]: string } = {
  worked: "yes|ja|oui|s[ií]|sim|s[iì]",
  missed: "no|nein|non|n[aã]o|nee",
};

const VERDICTS_BY_WORD = Object.entries(WORDS) as readonly (readonly [Verdict, string])[];
const ALONE_BY_WORD = Object.entries(ALONE) as readonly (readonly [Verdict, string])[];

/**
 * Finds an answer in the first line of a reply, unless that line is a quote: an answer word alone, or followed by a
 * full stop, colon or dash and the evidence. "Yes, I'll look tomorrow" and "No, not yet" only begin like an answer;
 * they are conversation.
 */
export function findWordAnswer(body: string): WordAnswer | undefined {
  const lines = body.split(/\r?\n|\r/);
  const index = lines.findIndex((line) => line.trim() !== "");
  const line = (lines[index] ?? "").trim().replace(/^[*_]+|[*_]+$/g, "");
  if (line.startsWith(">")) return undefined;
  const below = ownLines(lines.slice(index + 1));
  for (const [verdict, words] of VERDICTS_BY_WORD) {
    const match = new RegExp(`^(?:${words})(?:[.:!]|\\s*[–—]|\\s+-(?=\\s)|$)\\s*(.*)$`, "iu").exec(line);
    if (match) return { verdict, evidence: join(match[1] ?? "", below) };
  }
  const alone = ALONE_BY_WORD.find(([, words]) => new RegExp(`^(?:${words})[.!]?$`, "iu").test(line));
  return alone && { verdict: alone[0], evidence: join("", below) };
}

/** The lines below, up to a quote and the line with which a mail program announces it. */
function ownLines(lines: readonly string[]): string {
  const stop = lines.findIndex((line) => /^\s*>/.test(line));
  if (stop === -1) return withoutSignature(lines).join("\n");
  const own = lines.slice(0, stop);
  while (own.length > 0 && own.at(-1)?.trim() === "") own.pop();
  // "On Wed, 2 Dec 2026 at 10:00, ada <…> wrote:", on one line or two.
  if (/[:：]\s*$/.test(own.at(-1) ?? "")) {
    while (own.length > 0 && own.at(-1)?.trim() !== "") own.pop();
  }
  return withoutSignature(own).join("\n");
}

/** Mail programs separate a signature with "-- ". */
function withoutSignature(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex((line) => /^-- ?$/.test(line));
  return start === -1 ? lines : lines.slice(0, start);
}

function join(first: string, below: string): string | null {
  return `${first}\n${below}`.trim() || null;
}
