import { pino } from "pino";
import { Probot, ProbotOctokit } from "probot";
import type { Log } from "../core/log.ts";
import type { GitHubHost } from "./api-address.ts";
import { createSettings } from "./connection.ts";
import type { TokenCache } from "./tokens.ts";

export interface ProbotParts extends GitHubHost {
  readonly appId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** Where installation tokens are kept; Probot's own cache cannot forget one. */
  readonly tokens: TokenCache;
  readonly log: Log;
}

/**
 * Creates the Probot that the app is loaded into. It hands deliveries to handlers and authenticates; it logs nothing, since
 * what it would log are payloads.
 */
export function createProbot({ appId, privateKey, webhookSecret, tokens, log, ...host }: ProbotParts): Probot {
  return new Probot({
    appId,
    privateKey,
    secret: webhookSecret,
    Octokit: createAppOctokit(tokens, createSettings(host, log)),
    log: pino({ level: "silent" }),
  });
}

type Settings = ReturnType<typeof createSettings>;

/**
 * The Octokit of the app. What Probot adds for repeating and waiting is off: it repeats POSTs, and waits in memory. Defaults
 * are a function, since those of an object lose to Probot's own.
 */
function createAppOctokit(tokens: TokenCache, settings: Settings): typeof ProbotOctokit {
  const contexts = shareContexts(settings);
  return ProbotOctokit.plugin(contexts).defaults((given: object & { auth?: object; request?: object }) => ({
    ...given,
    ...settings,
    request: { ...given.request, ...settings.request },
    retry: { enabled: false },
    throttle: { enabled: false },
    auth: { ...given.auth, cache: tokens },
  })) as typeof ProbotOctokit;
}

/**
 * Probot makes an Octokit for each event, which takes longer than storing it. Ours share one without any rights: handlers
 * store, and only reconciles ask GitHub, within its limits.
 */
function shareContexts(settings: Settings): (octokit: Pick<InstanceType<typeof ProbotOctokit>, "auth">) => void {
  const shared = new ProbotOctokit({ ...settings, throttle: { enabled: false }, retry: { enabled: false } });
  return (octokit) => {
    const auth = octokit.auth as (options: unknown) => Promise<unknown>;
    octokit.auth = async (options: unknown) => (isOfEvent(options) ? shared : auth(options));
  };
}

function isOfEvent(options: unknown): boolean {
  return typeof options === "object" && options !== null && "type" in options && options.type === "event-octokit";
}
