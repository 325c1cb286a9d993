import { expect, test } from "vitest";
import { watchCredentials } from "../../src/github/credentials-watch.ts";

const quietLog = { debug() {}, info() {}, warn() {}, error() {} };
const asApp = (status: number, route = "/app") => ({ route, status, installationId: null });

test.each([
  [401, /PRIVATE_KEY/],
  [404, /APP_ID/],
])("a refusal with %i is said in words, until GitHub takes the credentials", (status, words) => {
  const watch = watchCredentials(quietLog);

  watch.note(asApp(status));
  const said = watch.findProblem();
  const before = watch.haveWorked();
  watch.note(asApp(200, "/app/hook/deliveries"));

  expect([said, before]).toEqual([expect.stringMatching(words), false]);
  expect([watch.findProblem(), watch.haveWorked()]).toEqual([null, true]);
});

test.each([
  ["an outage", asApp(502)],
  ["no answer", asApp(0)],
  [
    "an installation that is gone",
    { ...asApp(404, "/app/installations/{installation_id}/access_tokens"), installationId: 7 },
  ],
  ["a call with a token", { route: "/repos/{owner}/{repo}", status: 401, installationId: 7 }],
])("%s says nothing about the credentials", (_, call) => {
  const watch = watchCredentials(quietLog);

  watch.note(call);

  expect([watch.findProblem(), watch.haveWorked()]).toEqual([null, false]);
});

test("each refusal is logged once", () => {
  const logged: string[] = [];
  const watch = watchCredentials({ ...quietLog, error: (_, message) => logged.push(message) });

  for (let time = 0; time < 3; time++) watch.note(asApp(401));

  expect(logged).toHaveLength(1);
});
