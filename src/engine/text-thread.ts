import { parentPort } from "node:worker_threads";
import { runTextParser, type TextGiven, type TextParserName } from "../core/text-parsers.ts";

/** What the thread is asked for. */
export interface TextRequest<Name extends TextParserName = TextParserName> {
  readonly name: Name;
  readonly given: TextGiven[Name];
}

/** What it answers, with the time it has used since it began, in milliseconds. */
export type TextReply = { readonly usedMs: number } & (
  | { readonly value: unknown }
  | { readonly error: unknown }
  | { readonly isReady: true }
);

const NOT_ASKED = { required: true, headings: [] };

// The first texts take several times as long: what is read then must not be given up.
for (let times = 0; times < 5; times++) warmUp();
parentPort?.postMessage({ usedMs: usedMs(), isReady: true } satisfies TextReply);
parentPort?.on("message", (request: TextRequest) => {
  parentPort?.postMessage(answer(request));
});

function answer<Name extends TextParserName>({ name, given }: TextRequest<Name>): TextReply {
  try {
    const value: unknown = runTextParser(name, given);
    return { value, usedMs: usedMs() };
  } catch (error) {
    return { error, usedMs: usedMs() };
  }
}

function usedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function warmUp(): void {
  const body = "## Why\n\n- The **export** takes `four` hours.\n\n## When to look again\n\nin 2 weeks\n\n".repeat(20);
  const pull = { body, headRef: "export", createdAt: "2026-11-02T10:00:00Z" };
  const fields = { problem: NOT_ASKED, measure: NOT_ASKED, "check-back": NOT_ASKED };
  const repository = { owner: "acme", name: "shop" };
  runTextParser("pull", [{ pull, repository, zone: "UTC", templates: [], fields }]);
}
