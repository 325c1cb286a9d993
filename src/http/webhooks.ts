import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "../core/log.ts";
import { answer, pathOf } from "./answer.ts";
import { type BodyBudget, createBodyBudget, discardBody, readBody } from "./body.ts";
import type { Handler } from "./server.ts";
import type { WebhookResult } from "./webhook-result.ts";

export const WEBHOOK_PATH = "/api/github/webhooks";

/** A webhook request whose signature was verified. */
export interface SignedDelivery {
  /** `X-GitHub-Delivery`; unchanged on a redelivery. */
  readonly guid: string;
  readonly event: string;
  /** The body as it was signed. */
  readonly body: string;
  /** The parsed body. */
  readonly payload: object;
}

export interface WebhookOptions {
  /** Whether this is the signature of this body. */
  readonly verify: (body: string, signature: string) => Promise<boolean>;
  /** Has a delivery stored durably, whatever its event. Only its receipt is proof: null, or a failure, is none. */
  readonly receive: (delivery: SignedDelivery) => Promise<object | null>;
  /** Called once per request with its result. */
  readonly onDelivery?: (delivery: { readonly event: string; readonly result: WebhookResult }) => void;
  readonly log: Log;
  /** How much memory the bodies of all requests may take up together. */
  readonly mostBytesAtOnce?: number;
  /** How long `receive` may take. GitHub hangs up after 10 s, and lists a refused delivery as failed. */
  readonly acceptWithinMs?: number;
}

/** The response, with the result's name in the metrics. */
interface Verdict {
  readonly status: number;
  readonly result: WebhookResult;
  readonly text: string;
  readonly event?: string;
}

const ACCEPT_WITHIN_MS = 5_000;
/** Parsed and serialized, a body takes up several times as much. */
const MOST_BYTES_AT_ONCE = 64 * 1024 * 1024;
const SIGNATURE = /^sha256=[\da-f]{64}$/;
/** One warning in this time: senders without the secret could fill the log. */
const WARNED_MS = 60_000;

/** What the requests of one handler share. */
interface Shared extends WebhookOptions {
  readonly budget: BodyBudget;
  readonly warnOfSignature: () => void;
}

/**
 * Creates the handler of `POST /api/github/webhooks`: 2xx only with the store's receipt. (Probot's middleware answers 202
 * after nine seconds without one.)
 */
export function createWebhookHandler(options: WebhookOptions): Handler {
  const shared = {
    ...options,
    budget: createBodyBudget(options.mostBytesAtOnce ?? MOST_BYTES_AT_ONCE),
    warnOfSignature: createWarning(options.log),
  };
  return async (request, response) => {
    // People write addresses with a slash at the end, and GitHub calls them as they were written.
    if (pathOf(request).replace(/\/$/, "") !== WEBHOOK_PATH) return false;
    if (request.method !== "POST") {
      response.setHeader("allow", "POST");
      answer(response, 405, "only POST is answered here");
      return true;
    }
    const verdict = await judgeRequest(request, response, shared);
    if (verdict) conclude(response, verdict, options);
    return true;
  };
}

function conclude(response: ServerResponse, verdict: Verdict, options: WebhookOptions): void {
  const { status, result, text, event = "unknown" } = verdict;
  options.onDelivery?.({ event, result });
  if (status === 503) response.setHeader("retry-after", "60");
  answer(response, status, text);
}

/** Null when the client hung up and there is no one to answer. */
async function judgeRequest(
  request: IncomingMessage,
  response: ServerResponse,
  options: Shared,
): Promise<Verdict | null> {
  // Without one nothing else counts, and no memory is spent.
  if (!SIGNATURE.test(header(request, "x-hub-signature-256") ?? "")) {
    discardBody(request);
    return UNSIGNED;
  }
  const read = await readBody(request, { budget: options.budget, onOver: (over) => response.once("close", over) });
  if (read.kind === "aborted") return null;
  if (read.kind === "no-room") return NO_ROOM;
  if (read.kind === "too-large") return { status: 413, result: "too-large", text: "a delivery has at most 25 MB" };

  const { body } = read;
  // @removal unsigned-delivery-refused
  if (!(await isSigned(request, body, options))) return UNSIGNED;
  const event = header(request, "x-github-event");
  const guid = header(request, "x-github-delivery");
  if (!event || !guid) {
    return { status: 400, result: "malformed", text: "X-GitHub-Event and X-GitHub-Delivery are required" };
  }
  const payload = parsePayload(body);
  if (!payload)
    return {
      status: 400,
      event,
      result: "malformed",
      text: "the body is no JSON object: choose the content type application/json",
    };
  return store({ guid, event, body, payload }, options);
}

const UNSIGNED: Verdict = { status: 401, result: "unsigned", text: "signature is wrong" };
const NO_ROOM: Verdict = { status: 503, result: "no-room", text: "too much at once, deliver it again" };

async function isSigned(request: IncomingMessage, body: string, options: Shared): Promise<boolean> {
  const isRight = await options.verify(body, header(request, "x-hub-signature-256") ?? "");
  if (!isRight) options.warnOfSignature();
  return isRight;
}

/** A wrong secret refuses everything, and GitHub's page of deliveries is the last place where people look. */
function createWarning(log: Log): () => void {
  let refused = 0;
  let warnedAt = Number.NEGATIVE_INFINITY;
  return () => {
    refused++;
    if (performance.now() - warnedAt < WARNED_MS) return;
    log.warn({ refused }, "signatures are wrong: is WEBHOOK_SECRET the one on the app's page on GitHub?");
    warnedAt = performance.now();
    refused = 0;
  };
}

async function store(delivery: SignedDelivery, options: WebhookOptions): Promise<Verdict> {
  const { event } = delivery;
  // @removal stored-before-accepted
  if (!(await isStored(delivery, options))) {
    return { status: 503, event, result: "not-stored", text: "could not be stored, deliver it again" };
  }
  return { status: 202, event, result: "accepted", text: "accepted" };
}

async function isStored(delivery: SignedDelivery, options: WebhookOptions): Promise<boolean> {
  const { event, guid } = delivery;
  try {
    const receipt = await within(options.acceptWithinMs ?? ACCEPT_WITHIN_MS, options.receive(delivery));
    if (receipt === null) options.log.error({ event, delivery: guid }, "no handler took a delivery");
    return receipt !== null;
  } catch (error) {
    options.log.error({ err: error, event, delivery: guid }, "a delivery could not be stored");
    return false;
  }
}

async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`not stored within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function parsePayload(body: string): object | null {
  try {
    const payload: unknown = JSON.parse(body);
    return typeof payload === "object" && payload !== null && !Array.isArray(payload) ? payload : null;
  } catch {
    return null;
  }
}
