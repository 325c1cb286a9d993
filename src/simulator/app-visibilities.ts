import type { SeenRepository } from "../core/dashboard/seen-repository.ts";
import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import { showRepository } from "./payloads.ts";
import { findInstallation, type Repository, resolveName, type World } from "./world.ts";

/** Who may see some repositories: what is public, and what the installation is on; the others might as well not be there. */
export function readVisibilities(
  world: World,
  asking: Repository,
  addresses: readonly RepositoryAddress[],
): readonly SeenRepository[] {
  const installation = findInstallation(world, asking);
  return addresses.flatMap((address) => {
    const found = resolveName(world, `${address.owner}/${address.name}`);
    if (found?.id !== address.id) return [];
    return found.visibility === "public" || installation?.repositoryIds.has(found.id) ? [show(found)] : [];
  });
}

function show(repository: Repository): SeenRepository {
  const { id, name, owner, visibility } = repository;
  const { html_url: url } = showRepository(repository);
  return { id, name, owner: owner.login, ownerId: `O_${owner.id}`, visibility, url };
}
