import type { Log } from "../core/log.ts";
import type { Call } from "./connection.ts";

/** Whether GitHub takes the app's credentials, learnt from the calls that are made with them. */
export interface CredentialsWatch {
  /** Sees every call. */
  note(call: Pick<Call, "route" | "status" | "installationId">): void;
  /** What is wrong with them, in words an operator can act on; null when nothing is known to be. */
  findProblem(): string | null;
  /** Whether they were taken at any time since the start. */
  haveWorked(): boolean;
}

const REFUSED =
  "GitHub refuses the app's key (401): PRIVATE_KEY must be a key of the app APP_ID, and this machine's clock must be right";
const UNKNOWN = "GitHub knows no such app (404): check APP_ID, and GHE_HOST if it is not on github.com";

/** Watches the calls that are made as the app, and those for tokens. */
export function watchCredentials(log: Log): CredentialsWatch {
  let problem: string | null = null;
  let worked = false;

  return {
    note(call) {
      if (!/^\/app(\/|$)/.test(call.route)) return;
      const found = findProblem(call);
      if (found === null && !isTaken(call)) return;
      worked ||= found === null;
      if (found !== null && found !== problem) log.error({ status: call.status }, found);
      if (found === null && problem !== null) log.info({}, "GitHub accepts the app's credentials again");
      problem = found;
    },
    findProblem: () => problem,
    haveWorked: () => worked,
  };
}

/** 404 is the app's only where the app itself was asked for: elsewhere it is an installation that is gone. */
function findProblem({ route, status }: Pick<Call, "route" | "status">): string | null {
  if (status === 401) return REFUSED;
  return status === 404 && route === "/app" ? UNKNOWN : null;
}

function isTaken({ status }: Pick<Call, "status">): boolean {
  return status >= 200 && status < 300;
}
