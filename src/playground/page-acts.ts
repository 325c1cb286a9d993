import type { People } from "../simulator/people.ts";
import type { Engine } from "./loop.ts";
import { listCast } from "./seed.ts";

/** The fields the page sends with an act. Fields an act does not need stay empty. */
export interface Fields {
  readonly by: string;
  readonly number: number;
  readonly id: number;
  readonly box: number;
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly path: string;
  /** A tag, or an environment. */
  readonly name: string;
  readonly reason: string;
}

interface PageAct {
  /** For the timeline, after the person's login. */
  readonly words: (fields: Fields) => string;
  readonly run: (people: People, fields: Fields) => Promise<unknown>;
}

/** The page asked for an act that does not exist, or that GitHub would not let this person do. */
export class NotOffered extends Error {
  override readonly name = "NotOffered";
}

const PULL_REQUEST_ACTS: Readonly<Record<string, PageAct>> = {
  openPullRequest: {
    words: ({ title }) => `opens the pull request “${title}”`,
    run: (people, { by, title, text }) => people.openPullRequest({ by, title, body: text }),
  },
  editPullRequest: {
    words: ({ number }) => `edits #${number}`,
    run: (people, { by, number, title, text }) => people.editPullRequest({ by, number, title, body: text }),
  },
  push: {
    words: ({ number }) => `pushes a commit to #${number}`,
    run: (people, { by, number }) => people.push({ by, number }),
  },
  convertToDraft: {
    words: ({ number }) => `makes #${number} a draft`,
    run: (people, { by, number }) => people.convertToDraft({ by, number }),
  },
  readyForReview: {
    words: ({ number }) => `says that #${number} is ready for review`,
    run: (people, { by, number }) => people.readyForReview({ by, number }),
  },
  merge: {
    words: ({ number }) => `merges #${number}`,
    run: (people, { by, number }) => people.merge({ by, number }),
  },
  closePullRequest: {
    words: ({ number }) => `closes #${number} without merging`,
    run: (people, { by, number }) => people.closePullRequest({ by, number }),
  },
  reopenPullRequest: {
    words: ({ number }) => `reopens #${number}`,
    run: (people, { by, number }) => people.reopenPullRequest({ by, number }),
  },
  pressButton: {
    words: ({ number, button }) => `presses “${button}” on the check of #${number}`,
    run: (people, { by, number, button }) => people.pressButton({ by, number, button }),
  },
  rerequestCheck: {
    words: ({ number }) => `re-runs the check of #${number}`,
    run: (people, { by, number }) => people.rerequestCheck({ by, number }),
  },
};

const ISSUE_ACTS: Readonly<Record<string, PageAct>> = {
  tick: {
    words: ({ number, box }) => `clicks box ${box + 1} of #${number}`,
    run: (people, { by, number, box }) => people.tick({ by, number, box }),
  },
  closeIssue: {
    words: ({ number, reason }) => `closes #${number} as ${reason === "not_planned" ? "not planned" : "completed"}`,
    run: (people, { by, number, reason }) =>
      people.closeIssue({ by, number, reason: reason === "not_planned" ? "not_planned" : "completed" }),
  },
  reopenIssue: {
    words: ({ number }) => `reopens #${number}`,
    run: (people, { by, number }) => people.reopenIssue({ by, number }),
  },
  comment: {
    words: ({ number }) => `comments on #${number}`,
    run: (people, { by, number, text }) => people.comment({ by, number, body: text }),
  },
  replyByEmail: {
    words: ({ number }) => `answers #${number} by email`,
    run: (people, { by, number, text }) => people.replyByEmail({ by, number, body: text }),
  },
  deleteComment: {
    words: () => "deletes a comment",
    run: (people, { by, id }) => people.deleteComment({ by, id }),
  },
  commitFile: {
    words: ({ path }) => `commits ${path}`,
    run: (people, { by, path, text }) => people.commitFile({ by, files: { [path]: text.trim() === "" ? null : text } }),
  },
};

const SHIPMENT_ACTS: Readonly<Record<string, PageAct>> = {
  publishRelease: {
    words: ({ name }) => `publishes the release ${name}`,
    run: (people, { by, name }) => people.publishRelease({ by, tag: name }),
  },
  deploy: {
    words: ({ name }) => `deploys main to ${name}`,
    run: (people, { by, name }) => people.deploy({ by, environment: name }),
  },
};

const ACTS: Readonly<Record<string, PageAct>> = { ...PULL_REQUEST_ACTS, ...ISSUE_ACTS, ...SHIPMENT_ACTS };

/** Performs an act as a person of the cast; resolves when the app has nothing left to do. */
export async function perform(engine: Engine, request: Readonly<Record<string, unknown>>): Promise<unknown> {
  const name = String(request.act ?? "");
  const act = Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  const by = listCast(engine.simulation.look.threads()).find(({ login }) => login === request.by)?.login;
  if (!act || !by) throw new NotOffered(`there is no ${by ? `act “${name}”` : "such person"}`);
  const fields = readFields(request, by);
  return engine.act(`${by} ${act.words(fields)}`, async (people) => {
    try {
      return await act.run(people, fields);
    } catch (error) {
      throw new NotOffered(error instanceof Error ? error.message : String(error), { cause: error });
    }
  });
}

function readFields(request: Readonly<Record<string, unknown>>, by: string): Fields {
  const text = (name: string) => (typeof request[name] === "string" ? request[name] : "");
  const number = (name: string) => (typeof request[name] === "number" ? request[name] : 0);
  return {
    by,
    number: number("number"),
    id: number("id"),
    box: number("box"),
    title: text("title"),
    text: text("text"),
    button: text("button"),
    path: text("path"),
    name: text("name"),
    reason: text("reason"),
  };
}
