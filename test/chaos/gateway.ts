import { setTimeout as sleep } from "node:timers/promises";
import type { Fleet } from "./fleet.ts";
import type { Chance } from "./random.ts";
import type { Tally } from "./tally.ts";
import { forward, listen, type Message, type Reply } from "./wire.ts";

/** The faults of a delivery. */
const DELIVERY_FAULTS = [
  "delivery: dropped",
  "delivery: stored, its answer lost",
  "delivery: sent to two replicas at once",
  "delivery: held back, others overtake it",
] as const;
type DeliveryFault = (typeof DELIVERY_FAULTS)[number];

/** A delivery that a replica answered with 2xx. */
export interface Accepted {
  readonly guid: string;
  readonly event: string;
  readonly payload: unknown;
}

/** A load balancer between GitHub's webhooks and the replicas. */
export interface Gateway {
  readonly port: number;
  /** Starts or stops breaking deliveries. */
  breakDeliveries(isBroken: boolean): void;
  /** The deliveries accepted since the last call. */
  takeAccepted(): readonly Accepted[];
  /** Did a replica accept it, whether or not GitHub got the answer? */
  isAccepted(guid: string): boolean;
  /** The number of deliveries in transit. */
  countUnderWay(): number;
  close(): void;
}

/** One delivery in eight breaks. */
const BROKEN = 0.125;
/** The share of deliveries sent without knowing which replicas are dead. */
const LATE = 0.15;

/** Starts the gateway. Each delivery goes to a random replica, sometimes to one that has just died. */
export async function startGateway(parts: {
  readonly fleet: Fleet;
  readonly chance: Chance;
  readonly tally: Tally;
}): Promise<Gateway> {
  const { fleet, chance, tally } = parts;
  const guids = new Set<string>();
  let accepted: Accepted[] = [];
  let isBroken = false;
  let underWay = 0;

  async function deliver(message: Message, port: number): Promise<Reply> {
    // GitHub closes the connection after ten seconds.
    const reply = await forward(port, message, 10_000).catch(() => {
      tally.count("delivery: met a replica that was dead or frozen");
      return NOBODY;
    });
    const guid = String(message.headers["x-github-delivery"]);
    if (reply.status >= 200 && reply.status < 300 && !guids.has(guid)) {
      guids.add(guid);
      const payload: unknown = JSON.parse(message.body.toString("utf8"));
      accepted.push({ guid, event: String(message.headers["x-github-event"]), payload });
    }
    return reply;
  }

  function take(): DeliveryFault | null {
    if (!isBroken || !chance.happens(BROKEN)) return null;
    const fault = chance.pick(DELIVERY_FAULTS);
    tally.count(fault);
    return fault;
  }

  async function pass(message: Message): Promise<Reply | "cut"> {
    const ready = fleet.listReadyPorts();
    const ports = ready.length === 0 || chance.happens(LATE) ? fleet.listPorts() : ready;
    const port = chance.pick(ports);
    switch (take()) {
      case null:
        return deliver(message, port);
      case "delivery: dropped":
        return "cut";
      case "delivery: stored, its answer lost":
        await deliver(message, port);
        return "cut";
      case "delivery: sent to two replicas at once": {
        const [reply] = await Promise.all([deliver(message, port), deliver(message, chance.pick(ports))]);
        return reply;
      }
      case "delivery: held back, others overtake it":
        await sleep(chance.between(300, 3_000));
        return deliver(message, port);
    }
  }

  const { port, server } = await listen(async (message) => {
    underWay += 1;
    try {
      return await pass(message);
    } finally {
      underWay -= 1;
    }
  });
  return {
    port,
    breakDeliveries: (wanted) => {
      isBroken = wanted;
    },
    takeAccepted: () => {
      const taken = accepted;
      accepted = [];
      return taken;
    },
    isAccepted: (guid) => guids.has(guid),
    countUnderWay: () => underWay,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const NOBODY: Reply = { status: 502, headers: {}, body: Buffer.from("nobody there") };
