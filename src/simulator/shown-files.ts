import { findMisnamed } from "../core/config/misnamed.ts";
import { CONFIG_PATH } from "../core/repository/repository-files.ts";
import { isTemplatePath } from "../core/repository/template-paths.ts";
import type { Repository } from "./world.ts";

/** What the app sees of a repository's files in one call. */
export function showFiles(repository: Repository) {
  const templates = [...repository.files]
    .filter(([path]) => isTemplatePath(path))
    .map(([path, body]) => ({ path, body }));
  const paths = [...repository.files.keys()];
  const inFolder = paths.flatMap((path) => /^\.github\/([^/]+)$/.exec(path)?.[1] ?? []);
  const misnamed = findMisnamed(inFolder, new Map([...repository.files].filter(([path]) => !path.includes("/"))));
  return {
    visibility: repository.visibility,
    commit: repository.headSha,
    templates,
    config: repository.files.get(CONFIG_PATH) ?? null,
    ...(misnamed.length > 0 ? { misnamed } : {}),
  };
}
