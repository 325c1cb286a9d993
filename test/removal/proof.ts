/** A row of the proof by removal: without the marked line of the file, the test fails. */
export interface Row {
  readonly promise: number;
  readonly marker: string;
  readonly file: string;
  readonly lost: string;
  readonly testFile: string;
  /** As in the code: `%s` or `%j` stands for any text. */
  readonly title: string;
}

const ROW = /^\| (\d) \| `([a-z-]+)` \| `(src\/[^`]+)` \| ([^|]+) \| `(test\/[^`]+)`: "([^"]+)" \|$/;
const HEAD = 2;

/** The proof by removal in docs/reliability.md: its rows, and the lines of its table that are none. */
export function parseProof(page: string): { rows: Row[]; wrong: string[] } {
  const [, section = ""] = /^## Mutation checks\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(page) ?? [];
  const lines = section.split("\n").filter((line) => line.startsWith("|"));
  const rows: Row[] = [];
  const wrong: string[] = [];
  for (const line of lines.slice(HEAD)) {
    const [, promise, marker, file, lost, testFile, title] = ROW.exec(line) ?? [];
    if (promise && marker && file && lost && testFile && title) {
      rows.push({ promise: Number(promise), marker, file, lost, testFile, title });
    } else wrong.push(line);
  }
  return { rows, wrong };
}
