import { noneIfLocked } from "../../core/external-error.ts";
import { findMarker } from "../../core/marker.ts";
import { type CommentPlan, planComment } from "../../core/pull-request/comment.ts";
import { toAddress } from "../../core/repository/repository.ts";
import type { RepositoryAddress } from "../../core/repository/repository-files.ts";
import { commentResource, type ResourceKey } from "../../core/resource-key.ts";
import type { Context } from "../../engine/context.ts";
import {
  ensureResource,
  type KnownResource,
  type ResourceSpec,
  removeResource,
} from "../../engine/managed-resource.ts";
import { renderComment } from "../../render/pull-request/comment.ts";
import type { ManagedResource } from "../../store/managed-resource.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";
import type { EvaluatedPullRequest } from "./evaluate.ts";

/** Creates, updates or removes the one comment on a pull request. Returns when to reconcile again, or null. */
export async function ensureComment(
  context: Context,
  repo: RepositoryContext,
  { evaluated, known: { resource } }: { readonly evaluated: EvaluatedPullRequest; readonly known: KnownResource },
): Promise<Date | null> {
  const { pull } = evaluated.kept;
  const key = commentResource(pull.repositoryId, pull.number);
  const isThere = resource?.dismissedAt === null;
  const { config } = repo.settings;
  const plan = planComment({
    pull,
    evaluation: evaluated.evaluation,
    outcome: evaluated.outcome,
    config,
    isThere,
    now: context.now,
  });
  if (plan.kind === "later") return evaluated.kept.isCommentDue ? plan.at : null;
  // A change of templates or configuration edits or deletes an existing comment, but never creates one.
  if (plan.kind === "asks" && !resource && !evaluated.kept.isCommentDue) return null;

  // A locked conversation takes no comment; the check says the same.
  const ensured = await carryOut(context, repo, { key, resource, plan, evaluated }).catch(noneIfLocked);
  return ensured?.kind === "unknown" ? ensured.requeueAt : null;
}

interface Task {
  readonly key: ResourceKey;
  readonly resource: ManagedResource | undefined;
  readonly plan: Exclude<CommentPlan, { kind: "later" }>;
  readonly evaluated: EvaluatedPullRequest;
}

async function carryOut(context: Context, repo: RepositoryContext, { key, resource, plan, evaluated }: Task) {
  const address = toAddress(repo.repository);
  const { pull } = evaluated.kept;
  const writes = commentWrites(context, { address, number: pull.number });
  if (plan.kind === "none") {
    const remove = (id: number) => context.github.deleteComment(address, id);
    return removeResource(context, { key, adopt: writes.adopt }, remove, { resource });
  }
  const input = { plan, pull, parsed: evaluated.parsed, config: repo.settings.config, about: repo.about };
  const spec: ResourceSpec<string> = {
    key,
    repositoryId: pull.repositoryId,
    render: (key) => renderComment(input, key),
    ...writes,
  };
  return ensureResource(context, spec, { resource });
}

export interface CommentSearch {
  readonly address: RepositoryAddress;
  readonly number: number;
  readonly key: string;
  readonly since: Date;
}

/** Finds our comment with this key, if it was created. Of duplicates the first stays; the others are deleted. */
async function adoptComment(
  { github }: Context,
  { address, number, key, since }: CommentSearch,
): Promise<number | undefined> {
  const { appId, botLogin } = await github.identity();
  const comments = await github.listComments(address, number, since);
  const ids = comments
    .filter((comment) => comment.appId === appId || comment.author.login === botLogin)
    .filter((comment) => findMarker(comment.body) === key)
    .map((comment) => comment.id)
    .sort((a, b) => a - b);
  for (const id of ids.slice(1)) await github.deleteComment(address, id);
  return ids[0];
}

/** How a comment of ours is created, updated and found. */
export function commentWrites(
  context: Context,
  { address, number }: Pick<CommentSearch, "address" | "number">,
): Pick<ResourceSpec<string>, "create" | "update" | "adopt"> {
  const { github } = context;
  return {
    create: async (body) => (await github.createComment(address, number, body)).id,
    update: (id, body) => github.updateComment(address, id, body),
    adopt: (key, since) => adoptComment(context, { address, number, key, since }),
  };
}
