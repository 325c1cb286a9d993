import type { Introduction } from "./introduction.ts";
import { LABEL_RANK } from "./introduction.ts";

/** How a template writes its headings. */
export interface TemplateStyle {
  readonly kind: "atx" | "setext" | "html" | "bold";
  readonly level: number;
  /** Headings are also bold: "## **Why**". */
  readonly isBold: boolean;
  /** "## Why ##" */
  readonly isClosed: boolean;
  /** Hints come directly below their heading. */
  readonly isTight: boolean;
  readonly lineEnd: "\n" | "\r\n";
}

/** Detects how a template is written, so that an addition looks as if it had always been there. */
export function parseTemplateStyle(body: string, sections: readonly Introduction[], rank: number): TemplateStyle {
  const model = sections.find((section) => section.rank === rank) ?? sections[0];
  const line = model ? lineAt(body, model.start) : "";
  return {
    kind: model ? findKind(model, line) : "atx",
    level: rank < LABEL_RANK ? rank : 2,
    isBold: /^#{1,6}[ \t]+\*\*.+\*\*:?[ \t#]*$/.test(line),
    isClosed: /^#{1,6}[ \t].*[ \t]#+[ \t]*$/.test(line),
    isTight: isTight(body, sections),
    lineEnd: findLineEnd(body),
  };
}

/** Renders a question and its hint as a section in the template's style. */
export function renderSection(
  { heading, hint }: { readonly heading: string; readonly hint: string },
  style: TemplateStyle,
): string {
  const gap = style.isTight && style.kind !== "html" && style.kind !== "bold" ? style.lineEnd : style.lineEnd.repeat(2);
  return `${renderHeading(heading, style)}${gap}<!-- ${hint} -->`;
}

function renderHeading(heading: string, { kind, level, isBold, isClosed, lineEnd }: TemplateStyle): string {
  switch (kind) {
    case "bold":
      return `**${heading}**`;
    case "html":
      return `<h${level}>${heading}</h${level}>`;
    case "setext":
      return `${heading}${lineEnd}${(level === 1 ? "=" : "-").repeat(heading.length)}`;
    case "atx": {
      const marks = "#".repeat(level);
      return `${marks} ${isBold ? `**${heading}**` : heading}${isClosed ? ` ${marks}` : ""}`;
    }
  }
}

function findKind({ kind, rank }: Introduction, line: string): TemplateStyle["kind"] {
  if (kind === "bold") return "bold";
  if (line.startsWith("#")) return "atx";
  if (line.startsWith("<")) return "html";
  return rank <= 2 ? "setext" : "atx";
}

/** Do most headings with content have it on the very next line? */
function isTight(body: string, sections: readonly Introduction[]): boolean {
  const gaps = sections.flatMap(({ contentStart }) => {
    const [gap = "", next] = /^[^\S\r\n]*((?:\r\n|\n|\r)\s*)(\S?)/.exec(body.slice(contentStart))?.slice(1) ?? [];
    return next && next !== "#" ? [(gap.match(/\r\n|\n|\r/g) ?? []).length] : [];
  });
  return gaps.filter((count) => count === 1).length > gaps.length / 2;
}

function findLineEnd(body: string): "\n" | "\r\n" {
  const all = body.match(/\n/g)?.length ?? 0;
  return (body.match(/\r\n/g)?.length ?? 0) * 2 > all ? "\r\n" : "\n";
}

function lineAt(body: string, start: number): string {
  return /^.*/.exec(body.slice(start))?.[0].trimEnd() ?? "";
}
