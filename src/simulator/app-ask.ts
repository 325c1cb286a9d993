import { ExternalError } from "../core/external-error.ts";
import { CALLS } from "../core/github-calls.ts";
import type { RepositoryAddress } from "../core/repository/repository-files.ts";
import type { GitHub } from "../github/github.ts";
import { demandPermission } from "./app-permissions.ts";
import type { Request } from "./calls.ts";
import { findInstallation, type Repository, resolveName, type World } from "./world.ts";

/** One call about a repository. Throws where GitHub would refuse it. */
export type Ask = <Result>(
  method: keyof GitHub,
  address: RepositoryAddress,
  about: string,
  run: (repository: Repository) => Result,
) => Promise<Result>;

/** Makes calls about repositories, each logged and checked. */
export function createAsk(world: World, request: Request): Ask {
  return (method, address, about, run) => {
    const { kind } = CALLS[method];
    return request({ method, kind, repository: `${address.owner}/${address.name}`, about }, () => {
      const repository = openRepository(world, address);
      demandPermission(world, repository, method);
      if (kind === "write" && repository.isArchived) {
        throw new ExternalError("forbidden", "the repository is archived", { blocker: "archived" });
      }
      return run(repository);
    });
  };
}

/** The repository with that name, if the address's installation includes it. Without one GitHub gives no token. */
function openRepository(world: World, { owner, name, installationId }: RepositoryAddress): Repository {
  const repository = resolveName(world, `${owner}/${name}`);
  const installation = repository && findInstallation(world, repository);
  if (!repository || installation?.id !== installationId) throw new ExternalError("not-found", "Not Found");
  if (installation.isSuspended) {
    throw new ExternalError("forbidden", "This installation has been suspended", { blocker: "suspended" });
  }
  return repository;
}
