import { describe, expect, it } from "vitest";
import { playStory } from "../../src/playground/story.ts";

describe("the story", () => {
  it("keeps its promises, and shows what each person sees", async () => {
    const told: string[] = [];

    const came = await playStory({ write: (text) => told.push(text), width: 92 });

    const text = told.join("");
    expect(came, text).toBe(true);
    expect(text).toContain("Missing: how we'll know it worked");
    expect(text).toContain("[ ] Worked");
    expect(text).toContain("The story came true.");
  });
});
