import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redact } from "../../src/sources/redact.ts";
import { isReadInTime } from "../support/reading-time.ts";

const SECRET = "s3cr&et <a+b/c1> ü\"'\\";
const inForm = (text: string) => new URLSearchParams({ q: text }).toString();
/** As Go's encoder writes it, and those that keep to ASCII. */
const inGo = (text: string) =>
  JSON.stringify(text).replace(/[<>&]/g, (found) => `\\u00${found.charCodeAt(0).toString(16)}`);
const inAscii = (text: string) =>
  JSON.stringify(text).replace(/[^ -~]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
const inHtml = (text: string) => text.replace(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);
const inBase64 = (text: string) => Buffer.from(text).toString("base64");

describe("a secret is taken out", () => {
  test.each<[string, (text: string) => string]>([
    ["as it is", (text) => text],
    ["of an address", encodeURIComponent],
    ["of an address in small letters", (text) => encodeURIComponent(text).toLowerCase()],
    ["of a form", inForm],
    ["of JSON", JSON.stringify],
    ["of JSON by Go", inGo],
    ["of JSON by Go in capitals", (text) => inGo(text).replaceAll("\\u003c", "\\u003C")],
    ["of JSON in ASCII", inAscii],
    ["of JSON by PHP", (text) => JSON.stringify(text).replaceAll("/", "\\/")],
    ["of JSON within JSON", (text) => JSON.stringify(JSON.stringify(text).slice(1, -1))],
    ["of HTML by numbers", inHtml],
    ["of base64", inBase64],
    ["of base64 for addresses", (text) => Buffer.from(text).toString("base64url")],
    ["of base64 in a form", (text) => inForm(inBase64(text))],
    ["of base64 with a name before it", (text) => inBase64(`ada:${text}`)],
    ["of base64 with another name before it", (text) => inBase64(`adam:${text}`)],
    ["of base64 between other words", (text) => inBase64(`token=${text}&more`)],
  ])("%s", (_, write) => {
    const secret = SECRET.toLowerCase();
    const shown = redact(`before ${write(secret)} after`, [secret]);

    expect(shown).toMatch(/^before \W?(q=)?\W{0,3}\[secret\]\W{0,4}(%3D){0,2} after$/);
  });

  test("with all of the words that were encoded with it", () => {
    const header = `Basic ${inBase64("ada.lovelace:pa55word")}`;

    expect(redact(`sent ${header}, refused`, ["pa55word"])).toBe("sent Basic [secret], refused");
  });

  test("as often as it stands there, and where secrets overlap", () => {
    expect(redact("a token1 b token1token2 c", ["token1", "token1token2", "n1to"])).toBe("a [secret] b [secret] c");
    expect(redact("a secret", ["secret", "secret"])).toBe("a [secret]");
  });

  test("whatever it consists of", () => {
    const writers = [encodeURIComponent, inForm, JSON.stringify, inGo, inAscii, inHtml, inBase64];
    fc.assert(
      fc.property(fc.string({ minLength: 4, unit: "binary" }), fc.constantFrom(...writers), (secret, write) => {
        fc.pre(secret.trim().length >= 4 && secret.isWellFormed());
        expect(redact(`<<${write(secret)}>>`, [secret])).toContain("[secret]");
      }),
    );
  });
});

test.each([
  ["a number of a tenant", "tenant 42 of 142", ["42"]],
  ["what has only a part of it", "s3cr&eT and s3cr", ["s3cr&et"]],
  ["the word in another case", "Password", ["password"]],
  ["nothing", "no secret here", ["", "   "]],
])("what is none stays: %s", (_, text, secrets) => {
  expect(redact(text, secrets)).toBe(text);
});

test.each(["a", "&", "\\", "&amp;", "%26", "s3cr&e"])("a long text of %s is read in time", (unit) => {
  const secrets = ["s3cr&et-token", "&&&x", "\\\\\\x", "aaaaaaaaaaaaaaax"];

  isReadInTime(() => redact(unit.repeat(65_536 / unit.length), secrets));
});
