import { afterEach, expect, it, vi } from "vitest";
import { createLog } from "../src/start/log.ts";
import { quietLog } from "./support/loop.ts";
import { useShop } from "./support/shop.ts";
import { aDescription } from "./support/template.ts";

// What the log says of a life of a pull request, at its most talkative.

const shop = useShop();
afterEach(() => {
  vi.restoreAllMocks();
});

type Line = Record<string, unknown>;

/** Lines as the process writes them. */
function listen(level = "debug"): () => readonly Line[] {
  const lines: Line[] = [];
  const log = createLog({ level, destination: { write: (line: string) => void lines.push(JSON.parse(line) as Line) } });
  for (const name of ["debug", "info", "warn", "error"] as const) {
    vi.spyOn(quietLog, name).mockImplementation((fields, message) => log[name](fields, message));
  }
  return () => lines;
}

const SECRET = "hush-hush";

it("no line holds what people wrote, whatever happens to it", async () => {
  const lines = listen();
  const measure = `Exports go to 20, ${SECRET}.`;

  const at = await shop().openPull({ title: `Add ${SECRET}`, body: aDescription({ problem: SECRET, measure }) });
  at.gh.faults.next({ method: "updateCheckRun", mode: "refuse", kind: "invalid" });
  await at.edit({ title: `Now ${SECRET}`, body: aDescription({ problem: SECRET, measure: "" }) }).pass({ minutes: 10 });
  await at.edit({ body: aDescription({ problem: SECRET, measure }) }).merge();
  at.gh.faults.next({ method: "createIssue", mode: "apply-then-fail" });
  await at.pass({ days: 31 }).pass({ minutes: 30 }).say(`/outcome snooze ${SECRET}`).say(`missed: ${SECRET}`);
  await at.say(`/outcome drop ${SECRET}`).pass({ days: 31 });

  expect(lines().length).toBeGreaterThan(20);
  expect(lines().filter((line) => JSON.stringify(line).includes(SECRET))).toEqual([]);
});

it("a delivery, what it led to and the calls that were made are joined by ids", async () => {
  const at = await shop().openPull().merge().pass({ days: 31 });
  const lines = listen();

  await at.tick("worked");

  const accepted = lines().find(({ msg, event }) => msg === "accepted a delivery" && event === "issues");
  const applied = lines().find(({ msg }) => msg === "applied deliveries");
  const passedOn = lines().find(({ msg, run }) => msg === "reconciled" && run === applied?.run);
  const answered = lines().find(({ milestone }) => milestone === "answered");
  const called = lines().find(
    ({ msg, run, call }) => msg === "called GitHub" && run === answered?.run && call === "updateIssue",
  );
  expect(applied).toMatchObject({
    key: accepted?.key,
    deliveries: [accepted?.delivery],
    run: expect.stringMatching(/^[\da-f]{8}$/),
  });
  expect(passedOn?.enqueued).toContain(answered?.key);
  expect(answered).toMatchObject({ delivery: accepted?.delivery });
  expect(called).toMatchObject({ key: answered?.key, ms: expect.any(Number) });
});

it("at level info, a pull request costs no line until its question", async () => {
  const lines = listen("info");

  await shop().openPull().merge().pass({ days: 31 });

  expect(lines().map(({ level, msg }) => `${level} ${msg}`)).toEqual([
    "info opened a monthly issue",
    "info asked a question",
  ]);
});

it("a call that fails is one line without a stack, and says what is in the way", async () => {
  const at = await shop().openPull().merge();
  const lines = listen("info");
  at.gh.faults.next({ method: "createIssue", mode: "refuse", kind: "forbidden" });

  await at.pass({ days: 31 });

  const failed = lines().filter(({ err }) => err !== undefined);
  expect(failed.length).toBeGreaterThan(0);
  expect(JSON.stringify(failed)).not.toMatch(/stack|\\n/);
  expect(failed[0]?.err).toMatchObject({ type: "ExternalError", kind: "forbidden" });
});
