import { describe, expect, it } from "vitest";
import {
  findStep,
  listCandidates,
  type Page,
  type Progress,
  takeCompared,
  takePage,
  type UnshippedChange,
} from "../../../src/core/clock/comparison.ts";

const AT = "2026-11-20T10:00:00Z";
const RELEASE = { revision: "refs/tags/v1", at: AT };

const aChange = (number: number, given: Partial<UnshippedChange> = {}): UnshippedChange => ({
  number,
  mergedAt: "2026-11-10T10:00:00Z",
  sha: `sha${number}`,
  notShippedAt: null,
  ...given,
});

const aPage = (commits: readonly string[], next: string | null = null): Page => ({ head: "head", commits, next });

/** Reads page after page, as long as the history is asked for. */
function readPages(pages: readonly Page[], candidates: readonly UnshippedChange[]) {
  let progress: Progress | null = null;
  const arrived: number[] = [];
  for (const page of pages) {
    const taken = takePage(progress, page, candidates);
    arrived.push(...taken.arrived);
    progress = taken.progress;
    if (progress === null) break;
  }
  return { arrived, progress };
}

describe("the changes that a shipment may have brought", () => {
  it("were merged before it, give or take GitHub's clocks, and have a commit", () => {
    const waiting = [
      aChange(1),
      aChange(2, { mergedAt: "2026-11-20T10:01:00Z" }),
      aChange(3, { mergedAt: "2026-11-20T10:05:00Z" }),
      aChange(4, { sha: null }),
      aChange(5, { notShippedAt: "2026-11-19T10:00:00Z" }),
      aChange(6, { notShippedAt: "2026-11-21T10:00:00Z" }),
    ];

    expect(listCandidates(RELEASE, waiting).map(({ number }) => number)).toEqual([1, 2, 5]);
  });
});

describe("the comparison of a shipment", () => {
  it("asks nothing where nothing waits", () => {
    expect(findStep(RELEASE, null, [])).toEqual({ kind: "done" });
  });

  it("begins with the history since a day before the oldest merge", () => {
    const oldest = aChange(2, { mergedAt: "2026-11-03T10:00:00Z" });

    expect(findStep(RELEASE, null, [aChange(1), oldest])).toEqual({
      kind: "history",
      revision: "refs/tags/v1",
      since: "2026-11-02T10:00:00.000Z",
      cursor: null,
    });
  });

  it("goes on with the next page of the same commit, though the tag may move, until all are found", () => {
    const candidates = [aChange(1), aChange(2)];
    const first = takePage(null, aPage(["sha1"], "cursor"), candidates);

    expect(first.arrived).toEqual([1]);
    expect(findStep(RELEASE, first.progress, [aChange(2)])).toMatchObject({ revision: "head", cursor: "cursor" });
    expect(takePage(first.progress, aPage(["sha2"], "more"), [aChange(2)])).toEqual({ arrived: [2], progress: null });
  });

  it("ends with the history: what is not part of it has not shipped", () => {
    expect(takePage(null, aPage(["other"]), [aChange(1)])).toEqual({ arrived: [], progress: null });
  });

  it("ends where GitHub has no such commit any more", () => {
    expect(takePage(null, undefined, [aChange(1)])).toEqual({ arrived: [], progress: null });
  });

  it("compares by themselves those that five pages leave undecided, each once", () => {
    const candidates = [aChange(1), aChange(2)];
    const { progress } = readPages(Array(5).fill(aPage(["other"], "more")), candidates);

    expect(progress).toMatchObject({ pages: 5, left: [1, 2] });
    expect(findStep(RELEASE, progress, candidates)).toEqual({
      kind: "compare",
      number: 1,
      commit: "sha1",
      head: "head",
    });
    const after = progress && takeCompared(progress, 1);
    expect(findStep(RELEASE, after, candidates)).toMatchObject({ kind: "compare", number: 2 });
    expect(findStep(RELEASE, after && takeCompared(after, 2), candidates)).toEqual({ kind: "done" });
  });

  it("leaves out what ended or shipped meanwhile", () => {
    const { progress } = readPages(Array(5).fill(aPage(["other"], "more")), [aChange(1), aChange(2)]);

    expect(findStep(RELEASE, progress, [aChange(2)])).toMatchObject({ kind: "compare", number: 2 });
  });
});
