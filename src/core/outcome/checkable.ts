/**
 * Can this measure be checked in a month? It names a number, a date, or a place to look: a link, a dashboard, a metric,
 * an event. A measure without any of these may still be fine, so this is only a hint and a way to order questions.
 */
export function isCheckable(measure: string): boolean {
  return (
    /\p{Nd}/u.test(measure) || /https?:\/\//i.test(measure) || PLACES.test(measure) || /`[\w.:/-]{3,}`/.test(measure)
  );
}

/** Places where numbers are found, in the languages of the most common templates. */
const PLACES =
  /\b(?:dashboards?|metrics?|metriken?|m[eé]tri(?:que|ca)s?|kpis?|okrs?|slos?|analytics|grafana|datadog|looker|amplitude|mixpanel|posthog|sentry|kibana|splunk|bigquery|tableau|logs?|alerts?|alarms?|queries|query|funnels?|conversion|latency|p\d\d|error rate|errors?|counters?|events?|support tickets?|tickets?|surveys?|nps|csat|reports?|usage|tracking|telemetry|percent(?:age)?|half|double|twice|zero|none|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|quarters?|weekly|daily|monthly)\b|ダッシュボード|指標|メトリ|대시보드|지표|仪表|儀表|指标|дашборд|метрик/iu;
