import { cutText } from "./cut.ts";
import { trimEndOf } from "./trim.ts";

/** What the author's words amount to. */
export type Amount =
  | { readonly kind: "answer" }
  /** "TBD", "?", "…": a promise to write something, or nothing at all. */
  | { readonly kind: "non-answer"; readonly found: string }
  /** "N/A", with the reason that follows it, if any. */
  | { readonly kind: "not-applicable"; readonly reason: string | null };

/** Decides what the text of a section amounts to. */
export function weighAnswer(text: string): Amount {
  const notApplicable = findNotApplicable(text);
  if (notApplicable) return notApplicable;
  const bare = text.replace(/[\s*_`>#.,;:!()[\]{}<>"'“”‘’-]+/gu, " ").trim();
  const marks = text.replace(/\s+/g, "");
  if (NON_ANSWER.test(bare) || /^[?？.…\-–—_*~!]+$/u.test(marks) || PLACEHOLDER.test(text.trim())) {
    return { kind: "non-answer", found: cutText(text.trim().replace(/\s+/g, " "), 80) };
  }
  return { kind: "answer" };
}

const NON_ANSWER =
  /^(?:tbd|tba|tbc|todo|to do|to be (?:determined|defined|done|added|filled|written|decided|announced|confirmed)|wip|work in progress|fixme|later|coming soon|will (?:add|fill|update)(?: (?:this|it|in))?(?: later)?|idk|i don t know|dunno|x+|asdf+|test|lorem ipsum.*|placeholder|fill me in|noch offen|offen|folgt|spater|später|a definir|a completer|à compléter|à définir|por definir|pendiente|a completar|da definire|nog in te vullen|volgt|do uzupelnienia|do uzupełnienia|потом|позже|пізніше|sonra|未定|後で|待定|待补充|待補充|미정|추후)$/iu;

/** One pair of brackets with an instruction in it, such as "[REPLACE ME]" or "{Please write here}". */
const PLACEHOLDER =
  /^[[{<(]\s*(?:replace|please|write|describe|insert|add|enter|fill|your|explain|provide|todo|tbd|describa|beschreib|décri|decri)[^\]}>)]{0,200}[\]}>)]\.?$/i;

/** The phrases for "does not apply". Longer ones come first, so that the reason begins after the whole phrase. */
const DOES_NOT_APPLY =
  "not applicable|not relevant|does not apply|doesn['’]t apply|not needed|nothing to measure|n\\s?[/.\\\\]\\s?a\\.?|n\\.\\s?a\\.?|na|none|nil|nicht zutreffend|nicht anwendbar|nicht relevant|entfällt|keine?|sans objet|non applicable|aucune?|no aplica|no procede|ninguno|não se aplica|nao se aplica|nenhum|non applicabile|nessuno|niet van toepassing|n\\.?v\\.?t\\.?|nie dotyczy|brak|не применимо|неприменимо|не относится|нет|не застосовується|немає|uygulanamaz|yok|該当なし|対象外|なし|해당 없음|없음|不适用|不適用|无|無";

const ALONE = new RegExp(`^(?:${DOES_NOT_APPLY})$`, "iu");
/** A reason needs a punctuation mark or a word such as "because" before it: "None of the users saw it" is an answer. */
const WITH_REASON = new RegExp(
  `^(?:${DOES_NOT_APPLY})(?:\\s*[-–—:;,.(（，。：]+|\\s+(?=(?:because|since|as|for|due|here|weil|da|denn|car|parce|porque|pois|perch[eé]|want|omdat|bo|poniewa[zż]|потому|так как|оскільки|бо|çünkü)\\b))`,
  "iu",
);

/** A line that only names an issue, such as "Fix: #12". */
const REFERENCE =
  /^(?:(?:fix(?:es|ed)?|close[sd]?|resolve[sd]?|refs?|references|part of|related(?: to)?|see)\b[:\s]*)?(?:[\w./-]*#\d+|https?:\/\/\S+|[A-Z][A-Z0-9]+-\d+)$/i;

function isReference(line: string): boolean {
  return REFERENCE.test(trimEndOf(line, /[.,\s]/).replace(/^[-*\s]+/, ""));
}

function findNotApplicable(text: string): Extract<Amount, { kind: "not-applicable" }> | null {
  // A ticked box, a bullet or emphasis only wraps the words.
  const bare = trimEndOf(text, /[*_`\s]/)
    .trimStart()
    .replace(/^(?:[-*+]\s+)?(?:\[[xX]\]\s+)?/, "")
    .replace(/^[*_`>\s]+/, "")
    .replace(/^([^\s*_`]{1,30}(?:\s[^\s*_`]{1,30}){0,2}\s?)[*_`]+(?=[\s:.,–—-])/, "$1");
  const [first = "", ...rest] = bare.split(/\r?\n/).filter((line) => line.trim() !== "");
  const isFirstAlone = ALONE.test(trimEndOf(first.trim(), /[.!]/));
  if (isFirstAlone && rest.length > 0) {
    const words = rest
      .filter((line) => !isReference(line))
      .join("\n")
      .trim();
    return { kind: "not-applicable", reason: words === "" ? null : words };
  }
  if (ALONE.test(trimEndOf(bare, /[.!)\]]/).replace(/^[(["]+/, ""))) return { kind: "not-applicable", reason: null };
  const [opening] = WITH_REASON.exec(bare) ?? [];
  if (opening === undefined) return null;
  const reason = bare
    .slice(opening.length)
    .trim()
    .replace(/[)）]$/, "");
  return { kind: "not-applicable", reason: /[\p{L}\p{N}]/u.test(reason) ? reason : null };
}
