import { expect, test } from "vitest";
import { describeTrouble, findTrouble } from "../../src/store/trouble.ts";

const withCode = (code: string) => Object.assign(new Error('database "payroll" of 10.0.0.7'), { code });

test.each([
  ["28P01", "password"],
  ["28000", "user"],
  ["3D000", "does not exist"],
  ["42501", "CREATE on schema public"],
  ["53100", "disk"],
  ["ENOTFOUND", "host"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "certificate"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "certificate"],
  ["CERT_HAS_EXPIRED", "certificate"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate"],
])("what waiting does not mend is named: %s", (code, word) => {
  expect(findTrouble(withCode(code))).toContain(word);
  expect(findTrouble(withCode(code))).not.toMatch(/payroll|10\.0/);
});

test.each([
  ["The server does not support SSL connections", "TLS"],
  ["SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string", "password"],
])("an error of the driver without a code is named too: %s", (message, word) => {
  expect(findTrouble(new Error(message))).toContain(word);
});

test.each([withCode("XX000"), withCode("toString"), { errno: 51 }, "text", null])(
  "anything else says only that it does not answer",
  (error) => {
    expect([findTrouble(error), describeTrouble(error)]).toEqual([null, "the database does not answer"]);
  },
);
