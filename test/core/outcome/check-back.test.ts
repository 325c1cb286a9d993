import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCheckBack } from "../../../src/core/outcome/check-back.ts";
import { measureProcessorTime } from "../../support/processor-time.ts";

const now = new Date("2026-11-02T10:00:00Z");
const read = (text: string, zone = "UTC") => parseCheckBack(text, { now, zone });

/** A Monday, far enough from the end of the year. */
const OCTOBER = { now: new Date("2026-10-05T10:00:00Z"), zone: "Europe/Berlin" };

describe("a date in words", () => {
  it.each([
    ["2026-12-24", "2026-12-24"],
    ["24 Dec 2026", "2026-12-24"],
    ["December 24", "2026-12-24"],
    ["24/12/2026", "2026-12-24"],
    ["on 24 December, after the holidays", "2026-12-24"],
    ["2 weeks", "2026-11-16"],
    ["in 2 weeks", "2026-11-16"],
    ["3 months after the merge", "2027-02-02"],
    ["tomorrow", "2026-11-03"],
    ["in zwei Wochen", "2026-11-16"],
    ["24. Dezember 2026", "2026-12-24"],
    ["dans 2 semaines", "2026-11-16"],
    ["24 diciembre 2026", "2026-12-24"],
  ])("%s", (text, on) => {
    expect(read(text)).toMatchObject({ on });
  });

  it.each([
    ["sometime", "unreadable"],
    ["", "unreadable"],
    ["when it is done", "unreadable"],
    ["2026-11-02", "past"],
    ["2025-12-24", "past"],
    ["yesterday", "past"],
    ["2028-01-01", "too-far"],
    ["400 days", "too-far"],
  ])("%j is refused: %s", (text, problem) => {
    expect(read(text)).toEqual({ problem });
  });

  it("is relative to the date in the team's time zone", () => {
    const late = { now: new Date("2026-11-02T23:30:00Z"), zone: "Pacific/Auckland" };

    expect(parseCheckBack("tomorrow", late)).toEqual({ on: "2026-11-04" });
    expect(parseCheckBack("1 day", late)).toEqual({ on: "2026-11-04", after: "1 day" });
  });

  it("has a limit", () => {
    expect(parseCheckBack("2 months", { now, zone: "UTC", limit: "2026-12-31" })).toEqual({ problem: "too-far" });
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(read(text)).toBeTypeOf("object");
      }),
    );
  });
});

/** What people write, and the day it means on Monday, 5 October 2026. */
const PHRASES: readonly (readonly [string, string])[] = [
  // In digits: the day first, with dots everywhere.
  ["05.03.2027", "2027-03-05"],
  ["5.3.2027", "2027-03-05"],
  ["05.03.27", "2027-03-05"],
  ["12.11.2026", "2026-11-12"],
  ["am 12.11.2026", "2026-11-12"],
  ["le 12.11.2026", "2026-11-12"],
  ["05.12.2026", "2026-12-05"],
  ["24.12.", "2026-12-24"],
  ["3.2.", "2027-02-03"],
  ["24. 12. 2026", "2026-12-24"],
  ["11/12/2026", "2026-12-11"],
  ["12/24/2026", "2026-12-24"],
  ["24-12-2026", "2026-12-24"],
  ["2026.12.24", "2026-12-24"],
  ["2026-12-24T09:00:00Z", "2026-12-24"],
  ["Donnerstag, 24.12.2026", "2026-12-24"],
  // English
  ["by the end of the year", "2026-12-31"],
  ["early next year", "2027-01-01"],
  ["mid November", "2026-11-15"],
  ["mid-November", "2026-11-15"],
  ["late November", "2026-11-30"],
  ["end of November 2026", "2026-11-30"],
  ["end of Q4", "2026-12-31"],
  ["Q1 2027", "2027-01-01"],
  ["end of next month", "2026-11-30"],
  ["end of next week", "2026-10-16"],
  ["EOY", "2026-12-31"],
  ["next month", "2026-11-05"],
  ["next Monday", "2026-10-12"],
  ["the first of December", "2026-12-01"],
  ["24 Dec. 2026", "2026-12-24"],
  ["24 December 2026 at 10:00", "2026-12-24"],
  ["in a month", "2026-11-05"],
  ["about 3 weeks", "2026-10-26"],
  ["check back in 3 weeks", "2026-10-26"],
  ["30 days after launch", "2026-11-04"],
  // German
  ["Ende November", "2026-11-30"],
  ["Anfang nächsten Jahres", "2027-01-01"],
  ["Mitte Dezember", "2026-12-15"],
  ["Ende des Jahres", "2026-12-31"],
  ["zum Jahresende", "2026-12-31"],
  ["nächsten Monat", "2026-11-05"],
  ["in einem Monat", "2026-11-05"],
  ["30 Tage nach dem Merge", "2026-11-04"],
  ["am 24. Dezember", "2026-12-24"],
  // French
  ["fin novembre", "2026-11-30"],
  ["mi-décembre", "2026-12-15"],
  ["début janvier", "2027-01-01"],
  ["à la fin de l'année", "2026-12-31"],
  ["d'ici fin novembre", "2026-11-30"],
  ["fin du mois prochain", "2026-11-30"],
  ["dans un mois", "2026-11-05"],
  ["lundi prochain", "2026-10-12"],
  ["1er décembre", "2026-12-01"],
  // Spanish
  ["a finales de noviembre", "2026-11-30"],
  ["a mediados de noviembre", "2026-11-15"],
  ["fin de año", "2026-12-31"],
  ["principios del año que viene", "2027-01-01"],
  ["en un mes", "2026-11-05"],
  ["24 de diciembre de 2026", "2026-12-24"],
  // Portuguese
  ["final de novembro", "2026-11-30"],
  ["meados de dezembro", "2026-12-15"],
  ["início do próximo ano", "2027-01-01"],
  ["na próxima semana", "2026-10-12"],
  ["em 2 semanas", "2026-10-19"],
  ["próxima segunda-feira", "2026-10-12"],
  // Italian
  ["a fine novembre", "2026-11-30"],
  ["metà dicembre", "2026-12-15"],
  ["inizio dell'anno prossimo", "2027-01-01"],
  ["tra un mese", "2026-11-05"],
  ["lunedì prossimo", "2026-10-12"],
  // Dutch
  ["eind november", "2026-11-30"],
  ["half december", "2026-12-15"],
  ["begin volgend jaar", "2027-01-01"],
  ["einde van het jaar", "2026-12-31"],
  ["over een maand", "2026-11-05"],
];

describe("a phrase means one day", () => {
  it.each(PHRASES)("%s: %s", (text, on) => {
    expect(parseCheckBack(text, OCTOBER)).toMatchObject({ on });
    expect(parseCheckBack(`${text.toUpperCase()}.`, OCTOBER)).toMatchObject({ on });
    expect(parseCheckBack(`  - ${text.normalize("NFD")}\n`, OCTOBER)).toMatchObject({ on });
  });
});

describe("a text of which only a part is understood is unreadable", () => {
  it.each([
    ...["31.02.2027", "13.13.2026", "Friday, 24.12.2026", "1.5.2027 - 3.5.2027", "v1.2.", "2.5 weeks", "1/2 year"],
    ...["this year", "2027", "in 2027", "the 24th", "half of November", "second half of November", "over 2 weeks"],
    ...["2 weeks after Christmas", "two weeks after the end of the quarter", "not before 24 December", "> 2 weeks"],
    ...["before 24 December", "before the end of the year", "every 2 weeks", "2-3 weeks", "4 to 6 weeks"],
    ...["1 year and 2 months", "one and a half months", "a month and a half", "first Monday of December"],
    ...["the Monday after next", "two Fridays from now", "24 December, or January", "24 December or later"],
    ...["between 1 and 5 December", "1-5 December", "early to mid November", "end of November or early December"],
    ...["vor Ende November", "avant fin novembre", "na eind november", "voor 24 december", "mar", "Ende KW 48"],
    `24 December 2026 ${"x".repeat(500)}`,
  ])("%s", (text) => {
    expect(parseCheckBack(text, OCTOBER)).toEqual({ problem: "unreadable" });
  });

  it("whatever word is added beside a phrase", () => {
    const added = fc.oneof(
      fc.constantFrom(
        ...["before", "not", "every", "mid", "half", "last", "or", "two weeks before", "quarter"],
        ...[
          "vor",
          "nicht",
          "jeden",
          "Mitte",
          "avant",
          "chaque",
          "pas",
          "antes de",
          "cada",
          "não",
          "prima di",
          "ogni",
          "niet",
        ],
        ...["December", "2028", "12", "3 weeks", "100x", ">", "±"],
      ),
      // A word of no language.
      fc.stringMatching(/^(?:q[bcdfgx]){2,4}$/),
    );
    fc.assert(
      fc.property(fc.constantFrom(...PHRASES), added, fc.boolean(), ([phrase, on], word, isBefore) => {
        const text = isBefore ? `${word} ${phrase}` : `${phrase} ${word}`;

        expect(parseCheckBack(text, OCTOBER)).not.toMatchObject({ on });
      }),
      { numRuns: 1_500 },
    );
  });

  it("within the time a text may take, whatever it is made of", async () => {
    const pieces = fc.constantFrom(
      "1",
      ".",
      "/",
      "-",
      " ",
      "2026",
      "Dec",
      "mon",
      "week",
      "of",
      "a",
      "\n",
      "é",
      "next",
      ":",
      "T",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { minLength: 50, maxLength: 500 }), async (parts) => {
        const words = parts.join("");
        expect(await measureProcessorTime(() => parseCheckBack(words, OCTOBER), 1)).toBeLessThan(1_000);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a period that is not over", () => {
  it.each([
    ["end of October", "2026-10-31"],
    ["September", "2027-09-01"],
    ["end of September", "2027-09-30"],
    ["end of the month", "2026-10-31"],
    ["mid 2027", "2027-07-01"],
  ])("%s: %s", (text, on) => {
    expect(parseCheckBack(text, OCTOBER)).toMatchObject({ on });
  });

  it("but whose day is gone is in the past, not next year", () => {
    expect(parseCheckBack("early October", OCTOBER)).toEqual({ problem: "past" });
  });
});
