import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DEVICES,
  FORWARDED,
  GITHUB_FOOTER,
  HEADERS,
  ON,
  ORIGINAL,
  SENT_FROM,
  WROTE,
} from "../../../src/core/outcome/mail-words.ts";
import { ownWords } from "../../../src/core/outcome/own-words.ts";
import { CLOSINGS, GREETINGS } from "../../../src/core/outcome/polite-words.ts";
import { isReadInTime, PLAIN_TEXT } from "../../support/reading-time.ts";

const MAIL = "\n\nCase …\n\n- [ ] Worked\n";

describe("a person's own words", () => {
  it.each(ORIGINAL)("end above -----%s-----", (name) => {
    expect(ownWords(`23 a week\n\n-----${name.toUpperCase()}-----${MAIL}`)).toBe("23 a week");
  });

  it.each(FORWARDED)("end above %s", (line) => {
    expect(ownWords(`23 a week\n\n${line}${MAIL}`)).toBe("23 a week");
  });

  it.each(SENT_FROM)("end above a line about the device: %s", (begin) => {
    for (const device of DEVICES.slice(0, 20)) expect(ownWords(`23 a week\n\n${begin} my ${device}`)).toBe("23 a week");
  });

  it.each(HEADERS.from)("end above headers that begin with %s", (from) => {
    for (const sent of HEADERS.sent) {
      expect(ownWords(`23 a week\n\n${from}: bob <bob@example.com>\n${sent}: 4.11.2026\nto: acme${MAIL}`)).toBe(
        "23 a week",
      );
    }
  });

  it.each(ON.flatMap((on) => WROTE.map((wrote) => [on, wrote] as const)))(
    "end above an announcement with %s and %s",
    (on, wrote) => {
      const announced = `${on} 4.11.2026, 11:00 bob <bob@example.com> ${wrote}:`;
      expect(ownWords(`23 a week\n\n${announced}\n\n> Case …`)).toBe("23 a week");
      expect(ownWords(`23 a week\n\n${announced}${MAIL}`)).toBe("23 a week");
    },
  );

  it("begin below a greeting and end above a closing", () => {
    for (const greeting of GREETINGS) {
      for (const closing of CLOSINGS) {
        expect(ownWords(`${greeting},\n\n23 a week\n\n${closing},\nBob Example`)).toBe("23 a week");
      }
    }
  });

  it.each([
    "sent from the old page: 23",
    "from 0 to 23, to: everybody",
    "On 4 November we saw 23",
    "The customer wrote: it works",
    "Best: 23 a week",
    "Thanks to this we have 23",
    "a | b\n--- | ---\n1 | 2",
    "23\n\n---\n\nof 30",
  ])("stay as they are: %j", (words) => {
    expect(ownWords(words)).toBe(words);
  });

  it("are the same when they are read again", () => {
    const lines = fc.constantFrom(
      "23 a week",
      "",
      "> q",
      "Hi,",
      "--",
      "On 4 Nov at 11:00 bob <b@x> wrote:",
      "Best,",
      "Bob",
      "```",
    );
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 12 }), (all) => {
        const own = ownWords(all.join("\n"));
        expect(ownWords(`${own}\n`).length).toBeLessThanOrEqual(own.length);
      }),
    );
  });

  const pieces = fc.constantFrom(
    ...[...WROTE, ...ON, ...ORIGINAL, ...SENT_FROM, ...GITHUB_FOOTER, ...GREETINGS, ...CLOSINGS, ...HEADERS.from],
    ...[
      "\n",
      "\n\n",
      " ",
      "> ",
      ">",
      "-",
      "--\n",
      "_",
      "<a@b>",
      ":",
      "```\n",
      "\t",
      "From: a\n",
      "Sent: b\n",
      "1:23",
      "~~",
      "\u00a0",
    ],
  );

  it("are found in little time, whatever is repeated in 65,536 characters", () => {
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 4 }), pieces, (parts, last) => {
        const pump = parts.join("");
        const text = pump.repeat(Math.floor(65_000 / pump.length)) + last;

        isReadInTime(
          () => ownWords(text),
          () => ownWords(PLAIN_TEXT),
        );
      }),
      { numRuns: 40 },
    );
  });
});
