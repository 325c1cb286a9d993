/**
 * A box that people tick on our issues. A box is identified by a key in a comment on its own line, never by its label.
 * The key contains the random part issued for that issue, so a pasted or quoted box does not count. Builder and parser
 * share a file so that they cannot drift apart.
 */
export interface Box {
  /** What ticking it means, such as "worked". */
  readonly name: string;
  readonly label: string;
  readonly isTicked: boolean;
}

/**
 * Renders the line of a box. The label must not mention an issue or pull request: GitHub ticks such a line by itself
 * when the mentioned one is closed. The key comes last, since mails in plain text show it.
 */
export function renderBox(key: string, { name, label, isTicked }: Box): string {
  return `- [${isTicked ? "x" : " "}] ${label} <!-- box:${key}:${name} -->`;
}

/**
 * A box line: bullet, state, key, name; earlier versions wrote the key first. Quoted lines begin with ">" and do not match.
 */
const BOX_LINE = /^[ \t]*[-*+] \[([ xX])\] (?:.* )?<!-- box:([0-9a-f]+):([a-z-]+) -->/;

/** The names of the ticked boxes in a body, in order of appearance. */
export function listTicked(body: string, key: string): readonly string[] {
  return body.split(/\r?\n/).flatMap((line) => {
    const match = BOX_LINE.exec(line);
    return match && match[2] === key && match[1] !== " " ? [match[3] ?? ""] : [];
  });
}

/** The boxes that were ticked between two versions of a body. */
export function listNewlyTicked(before: string, after: string, key: string): readonly string[] {
  const ticked = new Set(listTicked(before, key));
  return listTicked(after, key).filter((name) => !ticked.has(name));
}
