import { expect, test } from "vitest";
import { createReception, type Reception } from "../../src/engine/reception.ts";

const quietLog = { debug() {}, info() {}, warn() {}, error() {} };
const aDelivery = (payload: object) => ({ guid: "one", event: "push", body: "{ }", payload });

/** Hands every delivery on, as a framework with one handler does. */
function through(reception: Reception) {
  return async ({ id, name, payload }: { id: string; name: string; payload: unknown }) =>
    reception.take({ guid: id, event: name, payload });
}

test("a delivery gets the receipt of the store, and is stored with its raw body", async () => {
  const stored: unknown[] = [];
  const reception = createReception(async (delivery) => `key/${stored.push(delivery)}`, quietLog);
  const delivery = aDelivery({ ref: "main" });

  const receipt = await reception.receive(delivery, through(reception));

  expect(receipt).toEqual({ key: "key/1" });
  expect(stored).toEqual([delivery]);
});

test("a delivery that no handler takes gets no receipt", async () => {
  const reception = createReception(async () => "key/1", quietLog);

  expect(await reception.receive(aDelivery({}), async () => {})).toBeNull();
});

test("a delivery that cannot be stored throws to its request, and nothing into the framework", async () => {
  const reception = createReception(() => Promise.reject(new Error("no database")), quietLog);
  let framework = "nothing thrown";

  const received = reception.receive(aDelivery({}), (event) =>
    through(reception)(event).catch(() => {
      framework = "thrown into";
    }),
  );

  await expect(received).rejects.toThrow("no database");
  expect(framework).toBe("nothing thrown");
});

test("a failure of the framework, which carries the event, stays there", async () => {
  const reception = createReception(async () => "key/1", quietLog);

  expect(await reception.receive(aDelivery({}), () => Promise.reject(new Error("a payload")))).toBeNull();
});

test("of one delivery that arrives twice at once each request gets its own receipt", async () => {
  let tries = 0;
  const reception = createReception(async () => {
    tries++;
    if (tries === 1) throw new Error("no database");
    return "key/1";
  }, quietLog);

  const [first, second] = await Promise.allSettled([
    reception.receive(aDelivery({}), through(reception)),
    reception.receive(aDelivery({}), through(reception)),
  ]);

  expect([first.status, second.status]).toEqual(["rejected", "fulfilled"]);
});
