import type { z } from "zod";
import type { ReconcileKey } from "../reconcile-key.ts";
import type { News } from "./delivery.ts";
import type { InstallationPayload, TargetPayload } from "./payload.ts";

interface Told {
  readonly object: ReconcileKey;
  readonly news: readonly News[];
}

/** Tells who installed the app, and which repositories came and went. */
export function tellInstallation(
  { installation, repositories, repositories_added, repositories_removed }: z.output<typeof InstallationPayload>,
  { action }: { readonly action: string },
): Told {
  const toFacts = (list: readonly { id: number; full_name: string }[] | undefined) =>
    (list ?? []).map(({ id, full_name }) => {
      const [owner = "", name = ""] = full_name.split("/");
      return { id, owner, name, updatedAt: null };
    });
  return {
    object: `installation/${installation.id}`,
    news: [
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

/** Tells the new login of the account the app is installed for. */
export function tellTarget({ installation, account }: z.output<typeof TargetPayload>): Told {
  return { object: `installation/${installation.id}`, news: [{ kind: "owner-renamed", login: account.login }] };
}
