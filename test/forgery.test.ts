import { describe, expect, it } from "vitest";
import { findMarker, renderMarker } from "../src/core/marker.ts";
import { renderBox } from "../src/core/outcome/box.ts";
import type { Loop } from "./support/loop.ts";
import { useShop } from "./support/shop.ts";
import { aDescription, FULL, TEMPLATE } from "./support/template.ts";

const shop = useShop();

async function keyOf({ db }: Pick<Loop, "db">, kind: string): Promise<string> {
  const [row] = await db.query<{ key: string }>(
    "select idempotency_key as key from managed_resource where starts_with(key, $1)",
    [kind],
  );
  return row?.key ?? "";
}

async function stateOf({ db }: Pick<Loop, "db">): Promise<unknown> {
  const [row] = await db.query("select state, verdict from outcome");
  return row;
}

describe("a marker in a person's text", () => {
  it("is not ours to edit or delete", async () => {
    const at = await shop().openPull({ body: TEMPLATE });
    const { number } = at.pull();
    const ours = at.pull().comments[0]?.body ?? "";
    await at.say(ours, { by: "dan", number });

    await at.edit({ body: FULL });
    await at.pass({ minutes: 1 });

    expect(findMarker(ours)).toBeDefined();
    expect(at.pull().comments.map(({ author, body }) => [author, body])).toEqual([["dan", ours]]);
  });

  it("confirms no write that nobody heard back of", async () => {
    const at = await shop();
    at.gh.faults.next({ method: "createComment", mode: "fail" });
    await at.openPull({ body: TEMPLATE });
    const { number } = at.pull();
    await at.say(renderMarker(await keyOf(at, "comment/")), { by: "dan", number });

    await at.pass({ seconds: 15 });
    await at.pass({ seconds: 15 });

    const authors = at.pull().comments.map(({ author }) => author);
    expect(authors).toEqual(["dan", "did-this-work[bot]"]);
  });

  it("in an issue makes it no question and no dashboard", async () => {
    const at = await shop().openPull().merge().ask();
    const body = at.question().body;

    const copy = await at.gh.people.openIssue({ by: "cleo", title: "Did this work? Add a CSV export", body });
    await at.settle();
    await at.tick("worked", { by: "cleo", number: copy });
    await at.say("/outcome worked", { number: copy });

    expect(await stateOf(at)).toEqual({ state: "asked", verdict: null });
    expect(at.gh.look.thread(copy).state).toBe("open");
  });
});

describe("a box in a person's text", () => {
  it.each([
    ["with a key that was never issued", "00ff00ff00ff00ff"],
    ["with the key of its own question, guessed", "KEY"],
  ])("%s is no box once it is quoted", async (_, given) => {
    const box = renderBox(given, { name: "worked", label: "It worked", isTicked: true });
    const measure = `20 exports a week.\n\n${box}\n${renderMarker(given)}`;
    const at = await shop()
      .openPull({ body: aDescription({ measure }) })
      .merge()
      .ask();

    const { number, body } = at.question();
    await at.gh.people.editIssue({ by: "cleo", number, body: `${body}\n` });
    await at.settle();

    expect(body).not.toContain(`box:${given}:`);
    expect(findMarker(body)).toBe(await keyOf(at, "follow-up/"));
    expect(await stateOf(at)).toEqual({ state: "asked", verdict: null });
  });

  it("answers nothing in a comment, ticked or not, and nothing when it is quoted from the question itself", async () => {
    const at = await shop().openPull().merge().ask();
    const { number } = at.question();
    const box = renderBox(await keyOf(at, "follow-up/"), { name: "worked", label: "It worked", isTicked: true });

    await at.gh.people.comment({ by: "bob", number, body: box });
    await at.say(`> ${box}`);
    const body = at.question().body;
    await at.gh.people.editIssue({ by: "cleo", number, body: `${body}\n\n> ${box}\n` });
    await at.settle();

    expect(await stateOf(at)).toEqual({ state: "asked", verdict: null });
  });
});

describe("SQL in a person's text", () => {
  it("goes through every table and comes out as it was", async () => {
    const words = "'); drop table outcome; --";
    const at = await shop()
      .openPull({ title: words, body: aDescription({ measure: words }) })
      .merge()
      .ask();
    await at.say(`/outcome worked ${words}`).pass({ days: 31 });

    const [row] = await at.db.query(
      "select title, statement ->> 'measure' as measure, questions -> -1 -> 'answers' -> 0 ->> 'evidence' as evidence from outcome",
    );
    expect(row).toEqual({ title: words, measure: words, evidence: words });
  });
});
