import { ExternalError } from "../core/external-error.ts";
import { CONFIG_PATH } from "../core/repository/repository-files.ts";
import type { GitHub } from "../github/github.ts";
import * as app from "./app-acts.ts";
import { type Ask, createAsk } from "./app-ask.ts";
import { listPullRequestsFrom, proposeFiles, readBranch } from "./app-proposals.ts";
import { createShipmentCalls } from "./app-shipments.ts";
import { readStart } from "./app-start.ts";
import { readVisibilities } from "./app-visibilities.ts";
import type { Request } from "./calls.ts";
import { APP as IDENTITY, type World } from "./world.ts";

/** Every call of the GitHub interface, answered from memory. */
export function createAppCalls(world: World, request: Request): GitHub {
  const ask = createAsk(world, request);
  return {
    identity: () => Promise.resolve(IDENTITY),
    ...createHookCalls(world, request),
    ...createCheckRunCalls(world, ask),
    ...createShipmentCalls(ask),
    readFiles: (address) =>
      ask("readFiles", address, `templates and ${CONFIG_PATH}`, (at) =>
        at.id === address.id ? app.readFiles(world, at) : undefined,
      ).catch(missing),
    readConfigFile: (address, file) =>
      ask("readConfigFile", address, `${file.owner}/${file.name}`, (at) => app.readConfigFile(world, at, file)),
    readText: (address, path) => ask("readText", address, path, (at) => at.files.get(path)),
    readStart: (address, templateNames) =>
      ask("readStart", address, "templates and what was merged", (at) => readStart(at, templateNames)).catch(missing),
    readVisibilities: (address, of) =>
      ask("readVisibilities", address, `${of.length} repositories`, (at) => readVisibilities(world, at, of)),
    listOpenPullRequests: (address, page) =>
      ask("listOpenPullRequests", address, `page ${page}`, (at) => app.listOpenPullRequests(at, page)),
    listPullRequestsFrom: (address, branch) =>
      ask("listPullRequestsFrom", address, branch, (at) => listPullRequestsFrom(at, branch)),
    readBranch: (address, branch) => ask("readBranch", address, branch, (at) => readBranch(at, branch)),
    listMergedPullRequests: (address, cursor) =>
      ask("listMergedPullRequests", address, cursor ?? "", (at) => app.listMergedPullRequests(at, cursor)),
    listChangedPaths: (address, number) =>
      ask("listChangedPaths", address, `#${number}`, (at) => app.listChangedPaths(at, number)),
    readPullRequest: (address, number) =>
      ask("readPullRequest", address, `#${number}`, (at) => app.readPullRequest(at, number)).catch(missing),
    readIssue: (address, number) =>
      ask("readIssue", address, `#${number}`, (at) => app.readIssue(at, number)).catch(missing),
    readPermission: (address, login) =>
      ask("readPermission", address, login, (at) => app.readPermission(world, at, login)),
    listComments: (address, number, since) =>
      ask("listComments", address, `#${number}`, (at) => app.listComments(at, number, since)),
    listIssues: (address, label) => ask("listIssues", address, label, (at) => app.listIssues(at, label)),
    listIssueDates: (address, request) =>
      ask("listIssueDates", address, request.labels.join(", "), (at) => app.listIssueDates(at, request)),
    createComment: (address, number, body) =>
      ask("createComment", address, `#${number}`, (at) => app.createComment(world, at, number, body)),
    updateComment: (address, id, body) =>
      ask("updateComment", address, `comment ${id}`, (at) => app.updateComment(world, at, id, body)),
    deleteComment: (address, id) =>
      ask("deleteComment", address, `comment ${id}`, (at) => app.deleteComment(world, at, id)),
    createIssue: (address, issue) =>
      ask("createIssue", address, issue.title, (at) => app.createIssue(world, at, issue)),
    updateIssue: (address, number, change) =>
      ask("updateIssue", address, `#${number}`, (at) => app.updateIssue(world, at, number, change)),
    pinIssue: (address, { number }) => ask("pinIssue", address, `#${number}`, (at) => app.pinIssue(at, number)),
    proposeFiles: (address, proposal) =>
      ask("proposeFiles", address, proposal.title, (at) => proposeFiles(world, at, proposal)),
    addReaction: (address, id, reaction) =>
      ask("addReaction", address, `${reaction} on comment ${id}`, (at) => app.addReaction(world, at, id, reaction)),
    addReviewReaction: (address, nodeId, reaction) =>
      ask("addReviewReaction", address, `${reaction} on a review`, (at) =>
        app.addReviewReaction(world, at, { nodeId, reaction }),
      ),
  };
}

type CheckRunCall = "listCheckRuns" | "createCheckRun" | "updateCheckRun" | "repeatCheckRun";

/** The calls about the app's check runs. */
function createCheckRunCalls(world: World, ask: Ask): Pick<GitHub, CheckRunCall> {
  return {
    listCheckRuns: (address, sha) => ask("listCheckRuns", address, sha.slice(0, 7), (at) => app.listCheckRuns(at, sha)),
    createCheckRun: (address, check) =>
      ask("createCheckRun", address, check.title, (at) => app.createCheckRun(world, at, check)),
    updateCheckRun: (address, id, check) =>
      ask("updateCheckRun", address, check.title, (at) => app.updateCheckRun(world, at, id, check)),
    repeatCheckRun: (address, standing) =>
      ask("repeatCheckRun", address, standing.title, (at) => app.repeatCheckRun(world, at, standing)),
  };
}

/** The calls about the app's own webhook. */
function createHookCalls({ hooks }: World, request: Request): Pick<GitHub, "listDeliveries" | "redeliver"> {
  return {
    listDeliveries: (cursor) =>
      request({ method: "listDeliveries", kind: "read", repository: "", about: cursor ?? "newest first" }, () =>
        hooks.list(cursor),
      ),
    redeliver: (id) =>
      request({ method: "redeliver", kind: "write", repository: "", about: `attempt ${id}` }, () =>
        hooks.redeliver(id),
      ),
  };
}

function missing(error: unknown): undefined {
  if (error instanceof ExternalError && error.kind === "not-found") return undefined;
  throw error;
}
