import { cutText } from "./cut.ts";
import { rememberByLabel } from "./remember.ts";

/** In characters. A longer heading is not read as one, and must not cost time. */
const LONGEST = 200;

/** A heading or label without emoji and numbering. */
export function toBareLabel(label: string): string {
  return withoutNumbering(withoutEmoji(cutText(label, LONGEST)));
}

/**
 * The form by which two headings are compared: without case, accents, emoji, numbering, emphasis, punctuation, what is in
 * brackets, and "required".
 */
export const normaliseLabel = rememberByLabel((label) => {
  const bare = toBareLabel(label);
  return normaliseWords(bare.replace(BRACKETS, " ")) || normaliseWords(bare);
});

/** Lower case, letters and digits only, without accents, for text in any language. */
export function normaliseWords(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[ßıłøđœæ]/g, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}%]+/gu, " ")
    .trim();
  return plain.replace(DECORATION, "").trim();
}

const PLAIN_LETTERS: { readonly [letter: string]: string } = {
  ß: "ss",
  ı: "i",
  ł: "l",
  ø: "o",
  đ: "d",
  œ: "oe",
  æ: "ae",
};

const BRACKETS = /[([{（【「<]([^)\]}）】」>]{0,200})[)\]}）】」>]/g;

/** Words that only say whether a field must be filled. */
const DECORATION =
  /(?: (?:required|mandatory|optional|recommended|pflicht|pflichtfeld|erforderlich|obligatoire|optionnel|facultatif|obligatorio|obligatoria|opcional|obrigatorio|obrigatoria|obbligatorio|facoltativo|opzionale|verplicht|optioneel|wymagane|opcjonalne|обязательно|необязательно|zorunlu|istege bagli|必須|必填|選填|选填|可选|任意|필수|선택)){1,4}$/u;

function withoutEmoji(text: string): string {
  return text
    .replace(/:[a-z][a-z0-9_+-]{1,40}:/gi, " ")
    .replace(/\p{Extended_Pictographic}|\u{fe0f}|\u{200d}|[\u{1f3fb}-\u{1f3ff}]|\u{20e3}/gu, " ");
}

/** "1.", "2)", "III.", "a)", "Step 1:", "Q2 -", "①". */
function withoutNumbering(text: string): string {
  return text.replace(
    /^[\s*_#>~-]*(?:(?:step|part|section|q|schritt|étape|paso|passo|第)?\s?#?\d{1,2}(?:\.\d{1,2})*\s*[.):：\-–—、]+|\d{1,2}\s+(?=\S)|(?:[ivx]{1,4}|[a-h])\s*[.)]|[\u2460-\u2473])\s*/iu,
    "",
  );
}
