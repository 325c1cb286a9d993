import type { Introduction } from "./introduction.ts";
import { normaliseLabel } from "./label.ts";
import type { ParsedTemplate } from "./template.ts";

/**
 * The template that a description was made from: the one that shares the most headings with it. When none shares any,
 * the one that it should have been made from: one that asks for both fields, otherwise the default one, otherwise the
 * first.
 */
export function chooseTemplate(
  introductions: readonly Introduction[],
  templates: readonly ParsedTemplate[],
): ParsedTemplate | null {
  const labels = new Set(introductions.map(({ label }) => normaliseLabel(label)));
  const scored = templates.map((template) => ({ template, score: scoreTemplate(template, labels) }));
  return scored.toSorted((one, other) => other.score - one.score)[0]?.template ?? null;
}

/** More than the most headings that count against a template. */
const SHARED = 1_000;
const ASKS_BOTH = 2;
const IS_DEFAULT = 1;

function scoreTemplate({ introductions, fields, path }: ParsedTemplate, labels: ReadonlySet<string>): number {
  const own = [...new Set(introductions.map(({ label }) => normaliseLabel(label)))];
  const shared = own.filter((label) => label !== "" && labels.has(label)).length;
  // Of two that share as many headings, the one with fewer others is closer.
  if (shared > 0) return shared * SHARED - Math.min(own.length, SHARED - ASKS_BOTH - IS_DEFAULT - 1);
  return (fields.problem && fields.measure ? ASKS_BOTH : 0) + (isDefault(path) ? IS_DEFAULT : 0);
}

/** GitHub fills in this one when no other is chosen by its address. */
function isDefault(path: string): boolean {
  return /^pull_request_template(?:\.|$)/i.test(path.slice(path.lastIndexOf("/") + 1));
}
