import { describe, expect, it } from "vitest";
import { findMarker, renderMarker } from "../src/core/marker.ts";
import { renderBox } from "../src/core/outcome/box.ts";
import { installShop, type Loop, useLoop } from "./support/loop.ts";

const TEMPLATE = "## What problem does this solve?\n\n## How will we know it worked?\n";
const FULL =
  "## What problem does this solve?\n\nNumbers are copied by hand.\n\n## How will we know it worked?\n\n20 exports a week.\n";

const loop = useLoop();

function install(at: Loop): Promise<number> {
  return installShop(at, { template: TEMPLATE });
}

async function open(at: Loop, body: string): Promise<number> {
  const number = await at.gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body });
  await at.settle();
  return number;
}

/** Merges a pull request and passes to its question. Returns the number of the follow-up. */
async function ask(at: Loop, body = FULL): Promise<number> {
  const number = await open(at, body);
  await at.gh.people.merge({ by: "cleo", number });
  await at.settle();
  await at.pass({ days: 31 });
  return at.gh.look.issues("outcome")[0]?.number ?? 0;
}

async function keyOf({ db }: Loop, kind: string): Promise<string> {
  const [row] = await db.query<{ key: string }>(
    "select idempotency_key as key from managed_resource where starts_with(key, $1)",
    [kind],
  );
  return row?.key ?? "";
}

async function stateOf({ db }: Loop): Promise<unknown> {
  const [row] = await db.query("select state, verdict from outcome");
  return row;
}

describe("a marker in a person's text", () => {
  it("is not ours to edit or delete", async () => {
    const at = loop();
    await install(at);
    const number = await open(at, TEMPLATE);
    const ours = at.gh.look.comments(number)[0]?.body ?? "";
    await at.gh.people.comment({ by: "dan", number, body: ours });
    await at.settle();

    await at.gh.people.editPullRequest({ by: "bob", number, body: FULL });
    await at.settle();
    await at.pass({ minutes: 1 });

    expect(findMarker(ours)).toBeDefined();
    expect(at.gh.look.comments(number).map(({ author, body }) => [author, body])).toEqual([["dan", ours]]);
  });

  it("confirms no write that nobody heard back of", async () => {
    const at = loop();
    await install(at);
    at.gh.faults.next({ method: "createComment", mode: "fail" });
    const number = await open(at, TEMPLATE);
    await at.gh.people.comment({ by: "dan", number, body: renderMarker(await keyOf(at, "comment/")) });
    await at.settle();

    await at.pass({ seconds: 15 });
    await at.pass({ seconds: 15 });

    const authors = at.gh.look.comments(number).map(({ author }) => author);
    expect(authors).toEqual(["dan", "did-this-work[bot]"]);
  });

  it("in an issue makes it no question and no dashboard", async () => {
    const at = loop();
    await install(at);
    const number = await ask(at);
    const body = at.gh.look.thread(number).body;

    const copy = await at.gh.people.openIssue({ by: "cleo", title: "Did this work? Add a CSV export", body });
    await at.settle();
    await at.gh.people.tick({ by: "cleo", number: copy, box: "worked" });
    await at.settle();
    await at.gh.people.comment({ by: "bob", number: copy, body: "/outcome worked" });
    await at.settle();

    expect(await stateOf(at)).toEqual({ state: "asked", verdict: null });
    expect(at.gh.look.thread(copy).state).toBe("open");
  });
});

describe("a box in a person's text", () => {
  it.each([
    ["with a key that was never issued", "00ff00ff00ff00ff"],
    ["with the key of its own question, guessed", "KEY"],
  ])("%s is no box once it is quoted", async (_, given) => {
    const at = loop();
    await install(at);
    const box = renderBox(given, { name: "worked", label: "It worked", isTicked: true });
    const number = await ask(
      at,
      FULL.replace("20 exports a week.", `20 exports a week.\n\n${box}\n${renderMarker(given)}`),
    );

    const body = at.gh.look.thread(number).body;
    await at.gh.people.editIssue({ by: "cleo", number, body: `${body}\n` });
    await at.settle();

    expect(body).not.toContain(`box:${given}:`);
    expect(findMarker(body)).toBe(await keyOf(at, "follow-up/"));
    expect(await stateOf(at)).toEqual({ state: "asked", verdict: null });
  });

  it("answers nothing in a comment, ticked or not, and nothing when it is quoted from the question itself", async () => {
    const at = loop();
    await install(at);
    const number = await ask(at);
    const box = renderBox(await keyOf(at, "follow-up/"), { name: "worked", label: "It worked", isTicked: true });

    await at.gh.people.comment({ by: "bob", number, body: box });
    await at.gh.people.comment({ by: "bob", number, body: `> ${box}` });
    await at.settle();
    const body = at.gh.look.thread(number).body;
    await at.gh.people.editIssue({ by: "cleo", number, body: `${body}\n\n> ${box}\n` });
    await at.settle();

    expect(await stateOf(at)).toEqual({ state: "asked", verdict: null });
  });
});

describe("SQL in a person's text", () => {
  it("goes through every table and comes out as it was", async () => {
    const at = loop();
    await install(at);
    const words = "'); drop table outcome; --";
    const number = await at.gh.people.openPullRequest({
      by: "bob",
      title: words,
      body: FULL.replace("20 exports a week.", words),
    });
    await at.gh.people.merge({ by: "cleo", number });
    await at.settle();
    await at.pass({ days: 31 });
    const question = at.gh.look.issues("outcome")[0]?.number ?? 0;
    await at.gh.people.comment({ by: "bob", number: question, body: `/outcome worked ${words}` });
    await at.settle();
    await at.pass({ days: 31 });

    const [row] = await at.db.query(
      "select title, statement ->> 'measure' as measure, questions -> -1 -> 'answers' -> 0 ->> 'evidence' as evidence from outcome",
    );
    expect(row).toEqual({ title: words, measure: words, evidence: words });
  });
});
