import { parseReconcileKey } from "../core/reconcile-key.ts";
import type { Call } from "../simulator/calls.ts";
import type { SimulatedGitHub } from "../simulator/simulated-github.ts";
import { APP } from "../simulator/world.ts";
import type { Database } from "../store/database.ts";
import { type Allowance, listAllowances } from "./budget.ts";
import { createDecisions, type Decision } from "./decisions.ts";

/** One thing that happened, and what the app made of it. */
export interface Step {
  readonly id: number;
  /** When it was over: ISO 8601, in the playground's own time. */
  readonly at: string;
  /** What a person did, or which day came, in words. */
  readonly what: string;
  /** How many days passed; 0 where somebody did something. */
  readonly days: number;
  /** What GitHub told the app of what people did, such as "pull_request opened"; the echo of the app's own writes is left out. */
  readonly heard: readonly string[];
  /** What the app looked at because of it: the names of objects. */
  readonly lookedAt: readonly string[];
  /** How its records changed. */
  readonly decisions: readonly Decision[];
  /** What the app then asked of GitHub. */
  readonly calls: readonly Call[];
  /** What the app wrote into its log beside. */
  readonly notes: readonly string[];
  /** What all this may cost at the most. */
  readonly allowances: readonly Allowance[];
}

interface Scene {
  readonly db: Database;
  readonly simulation: SimulatedGitHub;
  /** The app's log, which others write. */
  readonly notes: readonly string[];
  readonly now: () => Date;
}

/** The book of what happened. A step takes everything since the one before. */
export function createSteps({ db, simulation, notes, now }: Scene) {
  const steps: Step[] = [];
  const decisions = createDecisions(db);
  const looked = new Set<string>();
  const since = { calls: 0, deliveries: 0, notes: 0, days: 0 };

  async function observe(what: string): Promise<Omit<Step, "allowances">> {
    const lookedAt = [...looked];
    const heard = simulation.deliveries.slice(since.deliveries).filter(isByPeople).map(describeDelivery);
    const changes = await decisions.find(lookedAt.map(parseReconcileKey));
    return {
      id: steps.length,
      at: now().toISOString(),
      what,
      days: since.days,
      heard,
      lookedAt,
      decisions: changes,
      calls: simulation.calls.slice(since.calls),
      notes: notes.slice(since.notes),
    };
  }

  function keep(step: Omit<Step, "allowances">): void {
    steps.push({ ...step, allowances: listAllowances(step) });
    looked.clear();
    const { calls, deliveries } = simulation;
    Object.assign(since, { calls: calls.length, deliveries: deliveries.length, notes: notes.length, days: 0 });
  }

  return {
    steps: steps as readonly Step[],
    noteLook: (object: string): void => {
      looked.add(object);
    },
    /** Somebody does something. */
    async record<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
      try {
        return await work();
      } finally {
        keep(await observe(what));
      }
    },
    /** A day passes. One on which nothing changed is told with the next on which something did. */
    async recordDay(isLast: boolean, work: () => Promise<void>): Promise<void> {
      since.days += 1;
      await work();
      const step = await observe(`It is ${describeDay(now())}`);
      const isQuiet = !step.calls.some(({ kind }) => kind === "write") && step.notes.length === 0;
      if (isLast || !isQuiet || step.decisions.length > 0) keep(step);
    },
  };
}

function describeDay(day: Date): string {
  return day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

type Delivery = SimulatedGitHub["deliveries"][number];

function isByPeople({ payload }: Delivery): boolean {
  const { sender } = payload as { readonly sender?: { readonly login: string } };
  return sender?.login !== APP.botLogin;
}

function describeDelivery({ event, payload }: Delivery): string {
  const action = typeof payload === "object" && payload !== null && "action" in payload ? payload.action : undefined;
  return typeof action === "string" ? `${event} ${action}` : event;
}
