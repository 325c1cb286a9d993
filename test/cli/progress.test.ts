import { WriteStream } from "node:tty";
import { expect, test } from "vitest";
import { startProgress } from "../../src/cli/progress.ts";

/** A screen without a terminal behind it; a person may sit before it. */
function aScreen(isTTY: boolean) {
  const written: string[] = [];
  const stream: NodeJS.WriteStream = Object.create(WriteStream.prototype, {
    isTTY: { value: isTTY },
    write: { value: (text: string) => written.push(text) > 0 },
    cursorTo: { value: () => true },
    moveCursor: { value: () => true },
    clearLine: { value: () => true },
    getWindowSize: { value: () => [80, 24] },
    columns: { value: 80 },
  });
  return { stream, written };
}

test.each([
  { isTTY: true, seconds: 3, shows: true },
  { isTTY: true, seconds: 1, shows: false },
  { isTTY: false, seconds: 3, shows: false },
])("shows a bar only to a person, and only after two seconds: %o", ({ isTTY, seconds, shows }) => {
  const { stream, written } = aScreen(isTTY);
  let now = 0;
  const progress = startProgress(10, { stream, clock: () => now });

  now = seconds * 1_000;
  progress.advance();
  progress.stop();

  expect(written.join("").includes("1 of 10")).toBe(shows);
});
