import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../src/core/config/config.ts";
import { parsePullWords } from "../../src/core/pull-request/pull-words.ts";
import { createTextParser, parseHere, type TextParser } from "../../src/engine/text-parser.ts";
import { aPullRequest } from "../support/builders.ts";

const FIELD = { required: true, headings: [] };
const RULES = {
  repository: { owner: "acme", name: "shop" },
  zone: "Europe/Berlin",
  templates: [{ path: "pull_request_template.md", body: "## Why\n\n## How will we know it worked?\n" }],
  fields: { problem: FIELD, measure: FIELD, "check-back": FIELD },
};

const given = (body: string) => ({ ...RULES, pull: aPullRequest({ body }) });

const PREVIEW = { templates: [], config: DEFAULT_CONFIG, defaultBranch: "main", ownLogin: "us" };
/** No text takes long any more, so many do. */
const ENDLESS = Array.from({ length: 100 }, () => aPullRequest({ body: "- **Why**: b\n".repeat(4_000) }));

describe("the thread that parses texts", () => {
  let texts: TextParser;
  beforeEach(() => {
    texts = createTextParser({ preview: 200 });
  });
  afterEach(() => texts.stop());

  it("parses as this thread does", async () => {
    const pull = given("## Why\n\nIt is slow\n\n## How will we know it worked?\n\nBy Friday it takes a minute\n");

    const parsed = await texts.parse("pull", pull);

    expect(parsed).toEqual({ value: parsePullWords(pull) });
    expect(parsed).toEqual(await parseHere.parse("pull", pull));
  });

  it("gives up what takes too long, while this one goes on, and parses the next", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 5);

    const endless = texts.parse("preview", ENDLESS, PREVIEW);
    const next = texts.parse("pull", given("## Why\n\nIt is slow\n"));

    expect(await endless).toBeUndefined();
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
    expect((await next)?.value.parsed.fields.problem.state).toBe("filled");
  });

  it("says what is wrong when a parser fails, and goes on", async () => {
    const broken = { ...given(""), zone: "Nowhere/Nothing", pull: null } as never;

    await expect(texts.parse("pull", broken)).rejects.toThrow(TypeError);

    expect(await texts.parse("pull", given(""))).toBeDefined();
  });

  it("ends while a text is being parsed", async () => {
    const endless = texts.parse("preview", ENDLESS, PREVIEW).catch(() => "ended");
    await texts.stop();

    expect(await endless).toBe("ended");
  });
});
