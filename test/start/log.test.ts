import { expect, test } from "vitest";
import { ExternalError } from "../../src/core/external-error.ts";
import { createLog } from "../../src/start/log.ts";

/** What is written of one line. */
function write(log: (to: ReturnType<typeof createLog>) => void, level = "debug"): Record<string, unknown> {
  const written: string[] = [];
  log(createLog({ level, destination: { write: (line: string) => void written.push(line) } }));
  return JSON.parse(written.join("")) as Record<string, unknown>;
}

test("levels are names, and times are those of a calendar", () => {
  const line = write((log) => log.warn({ kind: "pull" }, "something"));

  expect(line).toMatchObject({ level: "warn", kind: "pull", msg: "something" });
  expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test("a child with another level logs in the same way", () => {
  const line = write((log) => log.child({}, { level: "info" }).info("something"), "error");

  expect(line.level).toBe("info");
});

test("a failure of GitHub has its kind, status, blocker and request id, no stack, and none of GitHub's words", () => {
  const error = new ExternalError("forbidden", "GitHub refused (403) to create an issue in acme/shop: hush-hush", {
    cause: new Error("hush-hush"),
    call: "create an issue in acme/shop",
    status: 403,
    requestId: "8F0C:2D3E",
    blocker: "issues",
    detail: "hush-hush",
  });

  const line = write((log) => log.warn({ err: error }, "reconcile failed, will retry"));

  expect(line.err).toEqual({
    type: "ExternalError",
    kind: "forbidden",
    call: "create an issue in acme/shop",
    status: 403,
    blocker: "issues",
    requestId: "8F0C:2D3E",
  });
});

test("a call without an answer says why in the words of the network", () => {
  const name = "read acme/shop";
  const error = new ExternalError("unanswered", `GitHub did not answer: ${name}`, {
    call: name,
    detail: "ECONNREFUSED",
  });

  const line = write((log) => log.warn({ err: error }, "reconcile failed, will retry"));

  expect(line.err).toEqual({ type: "ExternalError", kind: "unanswered", call: name, reason: "ECONNREFUSED" });
});

test("a server that is too old is told by the field that it does not know", () => {
  const error = new ExternalError("too-old", "failed to read", {
    detail: "Field 'x' doesn't exist on type 'Repository'",
  });

  const line = write((log) => log.warn({ err: error }, "reconcile failed, will retry"));

  expect(line.err).toMatchObject({ kind: "too-old", reason: "Field 'x' doesn't exist on type 'Repository'" });
});

test("any other error has its stack and its causes, and nothing that a driver hung on it", () => {
  const cause = Object.assign(new Error("null value in column"), {
    code: "23502",
    detail: "Failing row contains (hush-hush)",
  });

  const line = write((log) => log.error({ err: new Error("failed to save", { cause }) }, "a bug"));

  expect(line.err).toMatchObject({ type: "Error", message: "failed to save", cause: { code: "23502" } });
  expect(line.err).toHaveProperty("stack");
  expect(JSON.stringify(line)).not.toContain("hush-hush");
});

test("an error that is its own cause is one line", () => {
  const error = new Error("round and round");
  error.cause = error;

  expect(write((log) => log.error({ err: error }, "a bug")).msg).toBe("a bug");
});

test("what is thrown and is no error is not repeated", () => {
  const line = write((log) => log.error({ err: "hush-hush" }, "a bug"));

  expect(line.err).toEqual({ type: "string" });
});
