import { type Delivery, listPeople } from "../../core/delivery/delivery.ts";
import type { Context } from "../../engine/context.ts";
import { renamePeople } from "../../store/outcome-people.ts";
import { type Admission, applyRepositoryFacts } from "./repository-facts.ts";

/** Keeps who and where a delivery speaks of; `refused` when its repository is none of ours. */
export async function admitDelivery(context: Context, delivery: Delivery): Promise<Admission> {
  const { repository: facts, installationId } = delivery;
  if (!facts) return "unchanged";
  const admission = await applyRepositoryFacts(context, { facts, installationId, isAdded: false });
  if (admission !== "refused") await renameAll(context, facts.id, delivery);
  return admission;
}

/** People are known by their ids; their logins are what they are called today. */
async function renameAll({ db }: Context, repositoryId: number, delivery: Delivery): Promise<void> {
  const people = listPeople(delivery);
  if (people.length > 0) await renamePeople(db, repositoryId, people);
}
