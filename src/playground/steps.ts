import { parseReconcileKey } from "../core/reconcile-key.ts";
import type { SimulatedGitHub } from "../simulator/simulated-github.ts";
import { APP } from "../simulator/world.ts";
import type { Database } from "../store/database.ts";
import { type Allowance, listAllowances } from "./budget.ts";
import { createDecisions } from "./decisions.ts";
import type { ObservedStep } from "./observed-step.ts";

/** A step, with its allowances. */
export interface Step extends ObservedStep {
  readonly allowances: readonly Allowance[];
}

interface RepositoryContext {
  readonly db: Database;
  readonly simulation: SimulatedGitHub;
  /** The app's log; the app appends to it. */
  readonly notes: readonly string[];
  readonly now: () => Date;
}

/** Records steps. A step includes everything since the one before. */
export function createSteps({ db, simulation, notes, now }: RepositoryContext) {
  const steps: Step[] = [];
  const decisions = createDecisions(db);
  const looked = new Set<string>();
  const since = { calls: 0, deliveries: 0, notes: 0, days: 0 };

  async function observe(what: string): Promise<ObservedStep> {
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

  function keep(step: ObservedStep): void {
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
    /** Records a user action. */
    async record<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
      try {
        return await work();
      } finally {
        keep(await observe(what));
      }
    },
    /** Records a day. Days without changes are merged into the next day with one. */
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
