import { parser } from "@prometheus-io/lezer-promql";

/** A metric in a query, with the labels that are asked of it. */
export interface Selected {
  readonly metric: string;
  readonly labels: readonly string[];
}

export interface ParsedQuery {
  readonly selected: readonly Selected[];
  /** Labels that results are grouped or matched by. */
  readonly grouped: readonly string[];
  readonly isValid: boolean;
}

/** Parses PromQL; a variable of Grafana's in a range counts as five minutes. */
export function parseQuery(text: string): ParsedQuery {
  const query = text.replaceAll("$__rate_interval", "5m");
  const selected: { metric: string; labels: string[] }[] = [];
  const grouped: string[] = [];
  let isValid = true;
  parser.parse(query).iterate({
    enter({ type, from, to, node }) {
      if (type.isError) isValid = false;
      const word = query.slice(from, to);
      const parent = node.parent?.name ?? "";
      if (type.name === "Identifier" && parent === "VectorSelector") selected.push({ metric: word, labels: [] });
      if (type.name !== "LabelName") return;
      if (parent === "GroupingLabels") grouped.push(word);
      else selected.at(-1)?.labels.push(word);
    },
  });
  return { selected, grouped, isValid };
}
