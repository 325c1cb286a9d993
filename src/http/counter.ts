import { Counter, type Registry } from "prom-client";

/** All names of ours begin with this; the others are Node's, as prom-client names them. */
export const PREFIX = "didthiswork_";

/** A counter, with every value that each of its labels can take. */
interface CounterSpec<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labels?: Readonly<Record<Label, readonly string[]>>;
}

/** Defines a counter whose every series stands at 0 from the start, so that its first increase is seen. */
export function defineCounter<Label extends string = never>(
  registry: Registry,
  { name, help, labels }: CounterSpec<Label>,
): Counter<Label> {
  const values = Object.entries(labels ?? {}) as [Label, readonly string[]][];
  const labelNames = values.map(([label]) => label);
  const counter = new Counter<Label>({ name: `${PREFIX}${name}`, help, labelNames, registers: [registry] });
  for (const combination of combine(values)) counter.inc(combination, 0);
  return counter;
}

/** Every combination of one value for each label. */
function combine<Label extends string>(
  labels: readonly [Label, readonly string[]][],
): Partial<Record<Label, string>>[] {
  const [first, ...others] = labels;
  if (!first) return [{}];
  const [label, values] = first;
  const rest = combine(others);
  return values.flatMap((value) => rest.map((more) => ({ [label]: value, ...more })));
}
