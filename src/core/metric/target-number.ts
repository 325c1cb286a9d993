/**
 * The number that digits and their marks mean in English: "1,000", "1 000", "1'000", "1.5". Other languages' forms count only
 * where they can mean nothing else: "1,5", "1.000.000", "1.234,5". null when it is none.
 */
export function parseNumber(written: string): number | null {
  const digits = written.replace(/[\s_'’]/g, "");
  const form = FORMS.find(({ pattern }) => pattern.test(digits));
  if (!form) return null;
  const value = Number(digits.replaceAll(form.group, "").replace(",", "."));
  return Number.isFinite(value) ? value : null;
}

/** How the groups of thousands and the fraction of a number are marked; a fraction behind a comma is rewritten. */
const FORMS: readonly { readonly pattern: RegExp; readonly group: "," | "." }[] = [
  { pattern: /^\d+(?:\.\d+)?$/, group: "," },
  { pattern: /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/, group: "," },
  { pattern: /^[1-9]\d{0,2}(?:\.\d{3}){2,}(?:,\d+)?$/, group: "." },
  { pattern: /^[1-9]\d{0,2}(?:\.\d{3})+,\d+$/, group: "." },
  // No thousands: not three digits, or nothing before them.
  { pattern: /^(?:\d+,(?:\d{1,2}|\d{4,})|0,\d{3})$/, group: "." },
];
