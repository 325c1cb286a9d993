import { expect, it } from "vitest";
import { parseProof } from "./proof.ts";

const page = (...rows: string[]) =>
  [
    "# Reliability",
    '| 1 | `elsewhere` | `src/x.ts` | nothing | `test/x.test.ts`: "is another table" |',
    "## Mutation checks",
    "A test that cannot fail proves nothing.",
    "| promise | marker | in | without that line | this fails |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "## Chaos",
    "| fault | times |",
  ].join("\n");

it("the proof by removal is read row by row", () => {
  const row = '| 3 | `sent-once` | `src/send.ts` | it is sent twice | `test/send.test.ts`: "%s is sent once" |';

  expect(parseProof(page(row))).toEqual({
    rows: [
      {
        promise: 3,
        marker: "sent-once",
        file: "src/send.ts",
        lost: "it is sent twice",
        testFile: "test/send.test.ts",
        title: "%s is sent once",
      },
    ],
    wrong: [],
  });
});

it("a row that leaves something out is not passed over in silence", () => {
  const row = '| 3 | `sent-once` | `src/send.ts` | `test/send.test.ts`: "is sent once" |';

  expect(parseProof(page(row))).toEqual({ rows: [], wrong: [row] });
});
