import { listMetrics } from "../../core/metric/list-metrics.ts";
import { type Mention, type MentionedMetric, type MentionedMetrics, NO_METRICS } from "../../core/metric/mention.ts";
import { metricKey } from "../../core/reconcile-key.ts";
import type { ParsedDescription } from "../../description/parsed-description.ts";
import { type Context, enqueueAll, parseText } from "../../engine/context.ts";
import { listReadings, type MetricReading, saveMentions } from "../../store/metric-reading.ts";
import type { KeptPullRequest } from "../../store/pull-request.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";
import { isFresh } from "./metric.ts";
import { isHidden } from "./shown-metrics.ts";

/**
 * What the metrics that an open pull request names say now, as far as that is known: what is not read yet is enqueued, and the
 * check is written again then.
 */
export async function findMetricsNow(
  context: Context,
  repo: RepositoryContext,
  { kept, parsed }: { readonly kept: KeptPullRequest; readonly parsed: ParsedDescription },
): Promise<MentionedMetrics> {
  const metrics = listMetrics(repo.settings.config);
  const { measure } = parsed.fields;
  const { pull } = kept;
  if (metrics.length === 0 || pull.state !== "open") return NO_METRICS;
  const text = measure.state === "filled" ? measure.text : "";
  const found = await parseText(context, "mentions", [text, metrics, repo.settings.ownMetrics]);
  const { mentions = [], asked = [] } = found ?? {};
  await saveMentions(
    context.db,
    pull,
    mentions.map(({ metric }) => metric.name),
  );
  if (mentions.length === 0) return { mentioned: [], asked };
  const readings = await listReadings(context.db, pull.repositoryId);
  const known = mentions.map((mention) => ({
    mention,
    reading: readings.find(({ name }) => name === mention.metric.name),
  }));
  const stale = known.filter(({ mention, reading }) => !reading || !isFresh(reading, mention.metric, context.now));
  await enqueueAll(
    context,
    stale.map(({ mention }) => ({ key: metricKey(pull.repositoryId, mention.metric.name), runAt: context.now })),
  );
  return { mentioned: known.map((one) => toShown(context, repo, one)), asked };
}

function toShown(
  context: Context,
  repo: RepositoryContext,
  { mention, reading }: { readonly mention: Mention; readonly reading: MetricReading | undefined },
): MentionedMetric {
  const { metric, target } = mention;
  const { days = null, problem = null } = reading ?? {};
  return { metric, target, days, problem, isHidden: isHidden(context, repo, { metric, hasNumbers: days !== null }) };
}
