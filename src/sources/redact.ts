import { listForms } from "./written-forms.ts";

const SHOWN = "[secret]";
/** Anything shorter, such as the number of a tenant, is part of all kinds of words. */
const SHORTEST = 4;

/** Takes secrets out of a text, also as they look in an address, a form, JSON or HTML, and within base64. */
export function redact(text: string, secrets: readonly string[]): string {
  const hidden = [...new Set(secrets)].filter((secret) => secret.trim().length >= SHORTEST);
  const spans = hidden.flatMap((secret) => [
    ...findSpans(text, secret),
    ...listBase64(secret).flatMap((part) => findSpans(text, part).map((span) => widen(text, span))),
  ]);
  let shown = "";
  let at = 0;
  for (const { start, end } of merge(spans)) {
    shown += text.slice(at, start) + SHOWN;
    at = end;
  }
  return shown + text.slice(at);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a secret stands in a text, each of its characters in any form. Takes linear time. */
function findSpans(text: string, secret: string): readonly Span[] {
  const [first = [], ...others] = listForms(secret);
  // Where each that goes on began, by where it is now.
  let found = new Map<number, number>();
  for (const form of first) {
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) note(found, at + form.length, at);
  }
  for (const forms of others) {
    const next = new Map<number, number>();
    for (const [end, start] of found) {
      for (const form of forms) if (text.startsWith(form, end)) note(next, end + form.length, start);
    }
    found = next;
  }
  return [...found].map(([end, start]) => ({ start, end }));
}

/** "&amp;" is an ampersand, and begins with one: of two that meet the longer one counts. */
function note(found: Map<number, number>, end: number, start: number): void {
  found.set(end, Math.min(start, found.get(end) ?? start));
}

/** Spans that overlap are one. */
function merge(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    const last = merged.at(-1);
    if (last && span.start < last.end) merged.splice(-1, 1, { start: last.start, end: Math.max(last.end, span.end) });
    else merged.push(span);
  }
  return merged;
}

/**
 * What is always there when a secret stands within something that was encoded, such as a name before it: base64 takes three bytes
 * at a time, so it has three forms. The characters at both ends depend on the neighbours.
 */
function listBase64(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]);
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor((whole.length * 8) / 6)];
    const parts = [whole.toString("base64"), whole.toString("base64url")].map((text) => text.slice(from, to));
    return parts.filter((part, index) => part.length >= SHORTEST && parts.indexOf(part) === index);
  });
}

const BASE64 = /[\w+/=-]/;

/** The whole of what was encoded with it. */
function widen(text: string, { start, end }: Span): Span {
  let [from, to] = [start, end];
  while (from > 0 && BASE64.test(text[from - 1] ?? "")) from--;
  while (to < text.length && BASE64.test(text[to] ?? "")) to++;
  return { start: from, end: to };
}
