import type { Delivery } from "../../core/delivery/delivery.ts";
import type { Context } from "../../engine/context.ts";
import { renamePerson } from "../../store/outcome-people.ts";
import { applyRepositoryFacts } from "./repository-facts.ts";

/** Keeps who and where a delivery speaks of. False when its repository is none of ours: then nothing else of it is kept. */
export async function admitDelivery(context: Context, delivery: Delivery): Promise<boolean> {
  const { repository: facts, installationId } = delivery;
  if (!facts) return true;
  if (!(await applyRepositoryFacts(context, { facts, installationId, isAdded: false }))) return false;
  await renamePeople(context, facts.id, delivery);
  return true;
}

/** People are known by their ids; their logins are what they are called today. */
async function renamePeople({ db }: Context, repositoryId: number, { sender, events }: Delivery): Promise<void> {
  const authors = events.flatMap((event) => (event.kind === "pull" ? [event.pull.author] : []));
  const people = new Map([...authors, ...(sender ? [sender] : [])].map((person) => [person.id, person]));
  for (const person of people.values()) await renamePerson(db, repositoryId, person);
}
