import { parseTemplateFields, type TemplateFields } from "../../description/template.ts";
import type { Config } from "../config/config.ts";
import type { Settings } from "../config/settings.ts";
import type { RepositoryFiles } from "../repository/repository-files.ts";
import { type Audit, sumAudit } from "./audit.ts";
import type { AuditedPull } from "./audit-pull.ts";

/** An audit, with the facts needed to interpret it. */
export interface AuditReport {
  /** "owner/name". */
  readonly repository: string;
  /** First and last day, as calendar dates in UTC. */
  readonly since: string;
  readonly until: string;
  /** The templates in force: the repository's own, otherwise its owner's. */
  readonly templates: readonly { readonly path: string; readonly fields: TemplateFields }[];
  readonly isInherited: boolean;
  readonly hasOwnConfig: boolean;
  /** Number of configuration problems. An error, unlike a warning, keeps its file out of force. */
  readonly problems: number;
  /** Would the app be active in this repository today? */
  readonly isActive: boolean;
  readonly hasIssues: boolean;
  readonly config: Config;
  /** Pull requests that could not be read; in no other number. */
  readonly unread: number;
  readonly audit: Audit;
}

export interface AuditFindings extends Pick<AuditReport, "repository" | "since" | "until" | "unread"> {
  readonly files: RepositoryFiles;
  readonly settings: Settings;
  readonly pulls: readonly AuditedPull[];
}

/** Builds the report from the findings of an audit. */
export function reportAudit({ files, settings, pulls, ...rest }: AuditFindings): AuditReport {
  const { config, templates, problems, hasOwnConfig, isActive } = settings;
  return {
    ...rest,
    templates: templates.map((template) => ({
      path: template.path,
      fields: parseTemplateFields(template, config.fields),
    })),
    isInherited: files.templates.length === 0 && templates.length > 0,
    hasOwnConfig,
    problems: problems.length,
    isActive: isActive && !files.isArchived,
    hasIssues: files.hasIssues,
    config,
    audit: sumAudit(pulls, config),
  };
}

/** Does any template in force ask for a measure? */
export function asksForMeasure({ templates }: Pick<AuditReport, "templates">): boolean {
  return templates.some(({ fields }) => fields.measure !== null);
}

const DAY_MS = 86_400_000;

/** Scales a count to thirty days, at the rate of the audited time span. */
export function perMonth(count: number, { since, until }: Pick<AuditReport, "since" | "until">): number {
  const days = (Date.parse(until) - Date.parse(since)) / DAY_MS;
  return (count * 30) / Math.max(1, days);
}
