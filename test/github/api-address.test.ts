import nock from "nock";
import { afterEach, expect, test } from "vitest";
import { findApiAddress } from "../../src/github/api-address.ts";
import { createReader } from "../../src/github/reader.ts";
import { API, connect, disconnect, REPO } from "../support/github-api.ts";

afterEach(disconnect);

const GONE = {
  data: { repository: null, owner: null },
  errors: [{ type: "NOT_FOUND", path: ["repository"], message: "Could not resolve to a Repository" }],
};

test.each([
  [null, "https://api.github.com"],
  ["github.com", "https://api.github.com"],
  ["github.example.com", "https://github.example.com/api/v3"],
  ["github.example.com:8443", "https://github.example.com:8443/api/v3"],
  ["acme.ghe.com", "https://api.acme.ghe.com"],
  ["ACME.GHE.com", "https://api.ACME.GHE.com"],
  ["api.acme.ghe.com", "https://api.acme.ghe.com"],
  ["acme.ghe.com:8443", "https://api.acme.ghe.com:8443"],
  ["ghe.com", "https://ghe.com/api/v3"],
  ["acme-ghe.com", "https://acme-ghe.com/api/v3"],
  ["acme.ghe.com.example.com", "https://acme.ghe.com.example.com/api/v3"],
  ["git.acme.ghe.com", "https://git.acme.ghe.com/api/v3"],
])("for GHE_HOST %s the API is at %s", (gheHost, address) => {
  expect(findApiAddress({ gheHost, gheProtocol: "https" })).toBe(address);
});

test.each<[string, string | null, string, string, string]>([
  ["github.com", null, API, "", "/graphql"],
  ["a GitHub Enterprise Server", "ghe.example.com", "http://ghe.example.com", "/api/v3", "/api/graphql"],
  ["a tenant with data residency", "acme.ghe.com", "http://api.acme.ghe.com", "", "/graphql"],
])("the app calls %s at its own URLs, for tokens, REST and GraphQL", async (_, host, address, rest, graphql) => {
  const { github, api, calls } = connect(host, address);
  api.delete(`${rest}/repos/acme/shop/issues/comments/6`).reply(204);
  api.post(graphql).reply(200, GONE);

  await github.deleteComment(REPO, 6);
  await github.readFiles(REPO);

  expect(api.isDone()).toBe(true);
  expect(calls.map(({ route }) => route)).toEqual([
    expect.stringMatching(/\/access_tokens$/),
    "/repos/{owner}/{repo}/issues/comments/{comment_id}",
    "/graphql",
  ]);
});

test.each([
  [null, `${API}/graphql`],
  ["ghe.example.com", "https://ghe.example.com/api/graphql"],
  ["acme.ghe.com", "https://api.acme.ghe.com/graphql"],
])("an audit of %s calls %s, with the user's token", async (gheHost, address) => {
  nock.disableNetConnect();
  const { origin, pathname } = new URL(address);
  const asked = nock(origin).post(pathname).matchHeader("authorization", "token a-token").reply(200, GONE);
  const { signal } = new AbortController();

  const reader = createReader({ token: "a-token", gheHost, gheProtocol: "https", signal });
  const files = await reader.readFiles("acme", "shop");

  expect(files).toBeUndefined();
  expect(asked.isDone()).toBe(true);
});
