import { z } from "zod";
import { parseNumber } from "./number-text.ts";
import { SourceError } from "./source.ts";

/** One point of the series. */
export interface Point {
  /** In seconds. */
  readonly at: number;
  /** null where it is no number. */
  readonly value: number | null;
}

/** Warnings are beside the data, and the data count. A histogram has no `values`, and is no number. */
const Answer = z.object({
  status: z.literal("success"),
  data: z.object({
    resultType: z.literal("matrix"),
    result: z.array(z.object({ values: z.array(z.tuple([z.number(), z.string()])) })),
  }),
});

/**
 * Parses an answer of `query_range`. Values are texts, "NaN" and "+Inf" among them.
 * Source: https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries
 */
export function parsePrometheusAnswer(text: string): readonly Point[] {
  const answer = parseJson(text);
  if (isFailure(answer)) throw new SourceError("refused", { detail: text });
  const parsed = Answer.safeParse(answer);
  if (!parsed.success) throw new SourceError("not-understood", { detail: text });
  const { result } = parsed.data.data;
  if (result.length > 1) throw new SourceError("several-series", { detail: `${result.length} series` });
  return (result[0]?.values ?? []).map(([at, value]) => ({ at, value: readValue(value) }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SourceError("not-understood", { detail: text });
  }
}

function isFailure(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "status" in answer && answer.status === "error";
}

function readValue(text: string): number | null {
  const value = parseNumber(text);
  if (value === undefined) throw new SourceError("not-understood", { detail: text });
  return value;
}
