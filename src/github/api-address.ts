/** Which GitHub it is. */
export interface GitHubHost {
  /** Host of a GitHub Enterprise Server or of a tenant with data residency, null for github.com. */
  readonly gheHost: string | null;
  readonly gheProtocol: "http" | "https";
}

const GITHUB_COM = "https://api.github.com";
/** A tenant's address or, for whom it was copied from a script, that of its API; with a port if it has one. */
const TENANT = /^(?:api\.)?([a-z\d-]+\.ghe\.com(?::\d+)?)$/i;

/**
 * Where REST is asked. GraphQL follows from it: `/api/graphql` where this ends in `/api/v3`, and `/graphql` below it elsewhere.
 * Source: https://docs.github.com/enterprise-cloud@latest/admin/data-residency/network-details-for-ghecom
 */
export function findApiAddress({ gheHost, gheProtocol }: GitHubHost): string {
  if (gheHost === null || /^(?:api\.|www\.)?github\.com$/i.test(gheHost)) return GITHUB_COM;
  const tenant = TENANT.exec(gheHost)?.[1];
  return tenant === undefined ? `${gheProtocol}://${gheHost}/api/v3` : `${gheProtocol}://api.${tenant}`;
}

/** Where people see GitHub, such as "https://github.com". */
export function findWebAddress({ gheHost, gheProtocol }: GitHubHost): string {
  if (gheHost === null || findApiAddress({ gheHost, gheProtocol }) === GITHUB_COM) return "https://github.com";
  return `${gheProtocol}://${TENANT.exec(gheHost)?.[1] ?? gheHost}`;
}
