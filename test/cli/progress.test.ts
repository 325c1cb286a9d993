import { WriteStream } from "node:tty";
import { expect, test } from "vitest";
import { startProgress } from "../../src/cli/progress.ts";

/** A fake output stream, which may claim to be a terminal. */
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
])("a progress bar is shown only on a terminal, and only after two seconds: %o", ({ isTTY, seconds, shows }) => {
  const { stream, written } = aScreen(isTTY);
  let now = 0;
  const progress = startProgress(10, { stream, clock: () => now });

  now = seconds * 1_000;
  progress.advance();
  progress.stop();

  expect(written.join("").includes("1 of 10")).toBe(shows);
});
