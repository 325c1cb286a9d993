import type { z } from "zod";
import { installationKey } from "../reconcile-key.ts";
import type { ParsedEvents } from "./delivery-event.ts";
import type { InstallationPayload, TargetPayload } from "./payload.ts";

/** Parses who installed the app, and which repositories were added and removed. */
export function parseInstallationEvent(
  { installation, repositories, repositories_added, repositories_removed }: z.output<typeof InstallationPayload>,
  { action }: { readonly action: string },
): ParsedEvents {
  const toFacts = (list: readonly { id: number; full_name: string }[] | undefined) =>
    (list ?? []).map(({ id, full_name }) => {
      const [owner = "", name = ""] = full_name.split("/");
      return { id, owner, name, updatedAt: null };
    });
  return {
    key: installationKey(installation.id),
    events: [
      {
        kind: "installation",
        action,
        account: { id: installation.account.id, login: installation.account.login },
        permissions: installation.permissions ?? null,
        added: toFacts(repositories_added ?? repositories),
        removed: toFacts(repositories_removed),
      },
    ],
  };
}

/** Parses the new login of the account the app is installed for. */
export function parseTargetEvent({ installation, account }: z.output<typeof TargetPayload>): ParsedEvents {
  return { key: installationKey(installation.id), events: [{ kind: "owner-renamed", login: account.login }] };
}
