import type { Probot } from "probot";
import type { Log } from "../core/log.ts";
import type { AppCredentials, Env } from "../env.ts";
import type { Call } from "../github/connection.ts";
import { type CredentialsWatch, watchCredentials } from "../github/credentials-watch.ts";
import type { GitHub } from "../github/github.ts";
import { createOctokitGitHub } from "../github/octokit.ts";
import { createProbot } from "../github/probot.ts";
import { createRateLimit, limitCalls } from "../github/rate-limit/rate-limited-github.ts";
import type { Reservations } from "../github/rate-limit/rate-limiter.ts";
import { createTokenCache } from "../github/tokens.ts";
import type { Database } from "../store/database.ts";
import { reserveRetry, reserveWrite } from "../store/rate-limit.ts";

export interface Connected {
  readonly github: GitHub;
  readonly probot: Probot;
  readonly credentials: CredentialsWatch;
}

export interface ConnectionParts {
  readonly env: Pick<Env, "gheHost" | "gheProtocol">;
  readonly app: AppCredentials;
  readonly db: Database;
  readonly now: () => Date;
  readonly log: Log;
  readonly onCall: (call: Call) => void;
}

/** GitHub as the app asks it, at a pace that all processes on the database share. Nothing is asked yet. */
export function connectToGitHub({ env, app, db, now, log, onCall }: ConnectionParts): Connected {
  const credentials = watchCredentials(log);
  const tokens = createTokenCache();
  const probot = createProbot({ ...app, ...env, tokens, log });
  const noteCall = (call: Call) => {
    onCall(call);
    credentials.note(call);
  };
  const octokit = createOctokitGitHub({ appId: app.appId, probot, tokens, onCall: noteCall, now });
  const rateLimit = createRateLimit(shareReservations(db), () => now().getTime());
  return { github: limitCalls(octokit, rateLimit), probot, credentials };
}

/** Reservations that all processes on the database share. */
function shareReservations(db: Database): Reservations {
  return {
    reserveWrite: (installationId, wanted) => reserveWrite(db, installationId, wanted),
    reserveRetry: (installationId, from) => reserveRetry(db, installationId, from),
  };
}
