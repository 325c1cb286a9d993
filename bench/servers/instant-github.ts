// A stand-in for GitHub that answers immediately, so that only our own time is measured. It counts the check runs it
// receives, and lists the issues.
import { createServer, type IncomingMessage } from "node:http";

const TEMPLATE =
  "## What problem does this solve?\n\n<!-- Who has it? -->\n\n## How will we know it worked?\n\n<!-- Which number moves? -->\n";

/** The configuration of every repository; none without it. */
const CONFIG = process.env.CONFIG;

let checkRuns = 0;
/** Those that were created, and changes of them. */
let checkWrites = 0;
/** The repository's name, and the time the issue was created, in milliseconds. */
const issues: { readonly repository: string; readonly at: number }[] = [];
let lastId = 1_000;
const identity = { id: 12, slug: "did-this-work", name: "Did this work?", owner: { id: 1, login: "acme" } };

// No connection ends while the bench waits: a write that is cut off counts as unknown for minutes, and none of that is measured here.
createServer({ keepAliveTimeout: 120_000 }, async (request, response) => {
  const body = await readBody(request);
  const url = (request.url ?? "").replace(/^\/api(\/v3)?/, "");
  const answer = findAnswer(request.method ?? "GET", url, body);
  response.writeHead(request.method === "POST" ? 201 : 200, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(answer));
}).listen(Number(process.env.PORT), "127.0.0.1");

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function findAnswer(method: string, url: string, body: string): unknown {
  if (url === "/count") return { checkRuns, checkWrites };
  if (url === "/issues") return issues;
  if (url === "/app") return identity;
  if (url.endsWith("/access_tokens")) {
    return { token: `ghs_${++lastId}`, expires_at: new Date(Date.now() + 3_600_000).toISOString(), permissions: {} };
  }
  if (url === "/graphql") return { data: findFiles(body) };
  if (method === "GET") return [];
  if (url.includes("/check-runs")) checkWrites++;
  if (method === "POST" && url.endsWith("/check-runs")) checkRuns++;
  const [, repository] = /^\/repos\/[^/]+\/([^/]+)\/issues$/.exec(url) ?? [];
  if (repository !== undefined) return openIssue(repository, JSON.parse(body));
  return { ...identity, id: ++lastId, number: lastId, state: "open", title: "", body: "", user: null, assignees: [] };
}

function openIssue(repository: string, asked: { title: string; body: string; assignees?: readonly string[] }): unknown {
  issues.push({ repository, at: performance.now() });
  const number = ++lastId;
  const bot = { id: 1, login: `${identity.slug}[bot]`, type: "Bot" };
  const assignees = (asked.assignees ?? []).map((login) => ({ id: 2, login, type: "User" }));
  const { title, body } = asked;
  return {
    id: number,
    number,
    node_id: `I_${number}`,
    title,
    body,
    state: "open",
    user: bot,
    assignees,
    locked: false,
  };
}

function findFiles(body: string): unknown {
  const { name } = (JSON.parse(body) as { variables: { name: string } }).variables;
  return {
    repository: {
      databaseId: Number(name.replace("repository-", "")),
      isArchived: false,
      isFork: false,
      hasIssuesEnabled: true,
      visibility: "PUBLIC",
      defaultBranchRef: { name: "main", target: { oid: "a".repeat(40) } },
      pullRequestTemplates: [{ filename: "pull_request_template.md", body: TEMPLATE }],
      object: CONFIG === undefined ? null : { text: CONFIG, isBinary: false },
    },
    owner: null,
  };
}
