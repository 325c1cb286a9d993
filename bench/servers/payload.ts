import { createHmac, randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { SECRET } from "./start.ts";

/** A signed delivery, to be posted many times under different ids. */
export interface SignedPayload {
  readonly body: string;
  readonly signature: string;
}

type Example = { readonly [key: string]: unknown } & {
  readonly action: string;
  readonly pull_request: { readonly [key: string]: unknown; readonly base: object; readonly head: object };
  readonly repository: { readonly [key: string]: unknown; readonly owner: { readonly login: string } };
};

/** GitHub's own example of an opened pull request (@octokit/webhooks-examples). */
function findExample(): Example {
  const require = createRequire(import.meta.url);
  const events = require("@octokit/webhooks-examples/api.github.com/index.json") as {
    name: string;
    examples: Example[];
  }[];
  const found = events
    .find(({ name }) => name === "pull_request")
    ?.examples.find(({ action, repository }) => action === "opened" && repository);
  if (!found) throw new Error("@octokit/webhooks-examples has no opened pull request any more");
  return found;
}

const EXAMPLE = findExample();
const BODY =
  "## What problem does this solve?\n\nSupport copies numbers from three screens into a spreadsheet.\n\n" +
  "## How will we know it worked?\n\nWeekly exports in the usage dashboard go from 0 to 20.\n";

/** The same with a metric in the measure. */
export const BODY_WITH_METRIC = BODY.replace("Weekly exports in the usage dashboard go", "`exports` go");
/** Whose the repositories are. */
export const OWNER = EXAMPLE.repository.owner.login;

/** An `opened` delivery of that pull request. Each repository has an installation of its own. */
export function signOpened(repositoryId: number, number: number, description = BODY): SignedPayload {
  const now = new Date().toISOString();
  const sha = `${repositoryId.toString(16)}${number.toString(16).padStart(8, "0")}`.padStart(40, "0");
  const repository = { ...EXAMPLE.repository, id: repositoryId, name: `repository-${repositoryId}` };
  const pull = {
    ...EXAMPLE.pull_request,
    ...{ number, body: description, state: "open", draft: false, created_at: now, updated_at: now },
    base: { ...EXAMPLE.pull_request.base, ref: "main", repo: repository },
    head: { ...EXAMPLE.pull_request.head, ref: `change-${number}`, sha, repo: repository },
  };
  const payload = { ...EXAMPLE, number, pull_request: pull, repository, installation: { id: 50_000 + repositoryId } };
  const body = JSON.stringify(payload);
  return { body, signature: `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}` };
}

/** The headers of a delivery, with a new id. */
export function headersOf({ signature }: SignedPayload): Record<string, string> {
  return {
    "content-type": "application/json",
    "x-github-event": "pull_request",
    "x-github-delivery": randomUUID(),
    "x-hub-signature-256": signature,
  };
}
