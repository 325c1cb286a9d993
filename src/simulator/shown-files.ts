import { findMisnamed } from "../core/config/misnamed.ts";
import { CONFIG_PATH } from "../core/repository/repository-files.ts";
import type { Repository } from "./world.ts";

/** Where GitHub looks for templates: three folders, any case, and in each also a folder of several templates. */
const TEMPLATE_PATH =
  /^(\.github\/|docs\/)?(pull_request_template(\.md|\.txt)?|pull_request_template\/[^/]+\.(md|txt))$/i;

/** What the app sees of a repository's files in one call. */
export function showFiles(repository: Repository) {
  const templates = [...repository.files]
    .filter(([path]) => TEMPLATE_PATH.test(path))
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
