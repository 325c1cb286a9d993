import type { DaySpan } from "../core/metric/series.ts";
import { addDays, dayOf, startOf } from "../core/time/day.ts";
import { keepPast, toSeries } from "./days.ts";
import type { PrometheusDefinition } from "./definition.ts";
import { type HttpAnswer, postForm } from "./http-request.ts";
import { type Point, parsePrometheusAnswer } from "./prometheus-answer.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { type Source, SourceError } from "./source.ts";

const DAY_SECONDS = 86_400;

/** Prometheus, and all that answer as it does. A query is read at the end of each day: there it stands for that day. */
export function createPrometheusSource(definition: PrometheusDefinition, withinMs: number): Source {
  return {
    async read({ query, span, now, signal }) {
      const past = keepPast(span, now);
      if (query.kind !== "query") throw new SourceError("not-understood");
      if (!past) return toSeries(span, () => null);
      const { address, headers } = definition;
      const form = { query: query.query, ...toRange(past) };
      const answer = await postForm({ address, headers, form, withinMs, signal });
      const error = findError(answer, now);
      if (error) throw error;
      const values = byDay(parsePrometheusAnswer(answer.text), past);
      return toSeries(span, (day) => values.get(day) ?? null);
    },
  };
}

function toRange({ from, to }: DaySpan): Readonly<Record<"start" | "end" | "step", string>> {
  return { start: String(endOf(from)), end: String(endOf(to)), step: String(DAY_SECONDS) };
}

/** In seconds. */
function endOf(day: string): number {
  return startOf(addDays(day, 1)).getTime() / 1_000;
}

/** The value of each day; of two for one day the last. A point at another hour would be of another day's making. */
function byDay(points: readonly Point[], { from, to }: DaySpan): ReadonlyMap<string, number | null> {
  const values = new Map<string, number | null>();
  for (const { at, value } of points) {
    if (at % DAY_SECONDS !== 0) throw new SourceError("not-understood", { detail: `a value at ${at}` });
    if (at >= endOf(from) && at <= endOf(to)) values.set(dayOf(new Date((at - DAY_SECONDS) * 1_000)), value);
  }
  return values;
}

/** Why there are no numbers in an answer; null where there may be. */
function findError({ status, retryAfter, text }: HttpAnswer, now: Date): SourceError | null {
  const given = { status, detail: text, retryAt: parseRetryAfter(retryAfter, now) };
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return new SourceError("redirected", given);
  // Prometheus answers 503 to a query that takes too long; with a time to come back it is a limit.
  if (status === 429 || (status === 503 && given.retryAt)) return new SourceError("limited", given);
  return new SourceError(status >= 400 && status < 500 ? "refused" : "unreachable", given);
}
