import { parseTemplateFields, type TemplateFields } from "../../description/template.ts";
import type { Config } from "../config/config.ts";
import type { Settings } from "../config/settings.ts";
import type { RepositoryFiles } from "../repository/repository-files.ts";
import { type Audit, sumAudit } from "./audit.ts";
import type { AuditedPull } from "./audit-pull.ts";

/** An audit and what one must know to read it. */
export interface AuditReport {
  /** "owner/name". */
  readonly repository: string;
  /** Calendar dates in UTC, the first and the last day. */
  readonly since: string;
  readonly until: string;
  /** In force: the repository's own, else its owner's. */
  readonly templates: readonly { readonly path: string; readonly fields: TemplateFields }[];
  readonly isInherited: boolean;
  readonly hasOwnConfig: boolean;
  /** Problems of the configuration; with one that is no warning a file is not in force. */
  readonly problems: number;
  /** Would the app be at work as things stand? */
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

/** Puts together what was found. */
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

/** Does any template in force ask how one will know? */
export function asksForMeasure({ templates }: Pick<AuditReport, "templates">): boolean {
  return templates.some(({ fields }) => fields.measure !== null);
}

const DAY_MS = 86_400_000;

/** So many questions in thirty days, at the pace of the audit. */
export function perMonth(count: number, { since, until }: Pick<AuditReport, "since" | "until">): number {
  const days = (Date.parse(until) - Date.parse(since)) / DAY_MS;
  return (count * 30) / Math.max(1, days);
}
