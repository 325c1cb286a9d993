import type { ServerResponse } from "node:http";
import { answer, pathOf } from "./answer.ts";
import { rememberBriefly } from "./brief-memory.ts";
import type { Handler } from "./server.ts";

/** Whether the app can work, and the reasons when it cannot. */
export interface Readiness {
  readonly ok: boolean;
  readonly reasons: readonly string[];
}

/** A database that hangs is as bad as one that refuses, and a probe does not wait forever. */
const CHECK_MS = 3_000;
/** However often it is asked, the database is asked no more often than that. */
const REMEMBERED_MS = 250;

/** The check as it may be asked by anyone: it always answers, and is made no more often than a few times a second. */
export function createReadiness(check: () => Promise<Readiness>): () => Promise<Readiness> {
  return rememberBriefly(() => settle(check), REMEMBERED_MS);
}

/** `/healthz`: the process is alive. `/readyz`: it can take work, otherwise 503 with the reasons. */
export function createHealthHandler(check: () => Promise<Readiness>): Handler {
  return (request, response) => {
    const path = pathOf(request);
    if (path === "/healthz") {
      answer(response, 200, { ok: true });
      return true;
    }
    return path === "/readyz" && answerReadiness(response, check);
  };
}

async function answerReadiness(response: ServerResponse, check: () => Promise<Readiness>): Promise<true> {
  const { ok, reasons } = await check();
  answer(response, ok ? 200 : 503, { ok, reasons });
  return true;
}

async function settle(check: () => Promise<Readiness>): Promise<Readiness> {
  const { promise: late, resolve } = Promise.withResolvers<Readiness>();
  const timer = setTimeout(() => resolve({ ok: false, reasons: ["the checks do not answer"] }), CHECK_MS);
  try {
    return await Promise.race([check(), late]);
  } catch {
    // The check logs its own failure; a probe's answer is public.
    return { ok: false, reasons: ["the checks failed"] };
  } finally {
    clearTimeout(timer);
  }
}
