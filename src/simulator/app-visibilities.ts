import type { SeenRepository } from "../core/dashboard/seen-repository.ts";
import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import { showRepository } from "./payloads.ts";
import { findInstallation, type Repository, resolveName, type World } from "./world.ts";

/** The visibility of repositories: public ones, and those of the installation. All others are left out. */
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
