import type { Stage } from "./stage.ts";

/** Somebody puts everything right: the app works everywhere again, and what it reads is what it was. */
export async function heal(stage: Stage): Promise<string> {
  for (const repository of stage.repositories) await healOne(stage, repository);
  stage.hooks.isAway = false;
  stage.isTroubled = false;
  return "everything is put right";
}

async function healOne(stage: Stage, given: string): Promise<void> {
  const { people, look, owner } = stage;
  const repository = await bringHome(stage, given);
  if (look.repository(repository).installationId === null) await people.install({ owner });
  else await people.addToInstallation({ repository });
  await people.unsuspend({ repository });
  await people.grantPermissions({ repository });
  await people.unarchive({ repository });
  await people.enableIssues({ repository });
  const files = stage.replacedFiles.get(repository);
  if (files) await people.commitFile({ repository, by: "ada", files });
  stage.replacedFiles.delete(repository);
}

async function bringHome(stage: Stage, repository: string): Promise<string> {
  const [owner, name] = repository.split("/");
  if (owner === stage.owner) return repository;
  await stage.people.transfer({ repository, to: stage.owner });
  const home = `${stage.owner}/${name}`;
  replaceName(stage, repository, home);
  return home;
}

/** A repository is called something else, or is not there any more. */
export function replaceName(stage: Stage, from: string, to: string | null): void {
  stage.repositories = stage.repositories.flatMap((name) => (name === from ? (to ?? []) : name));
  const files = stage.replacedFiles.get(from);
  stage.replacedFiles.delete(from);
  if (files && to !== null) stage.replacedFiles.set(to, files);
}
