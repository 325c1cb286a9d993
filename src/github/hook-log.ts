import type { DeliveryAttempt } from "../core/delivery/missed-delivery.ts";
import { type Client, requireBody } from "./client.ts";
import type { GitHub } from "./github.ts";

/** GitHub's largest page. */
const PAGE = 100;

/** The parts of the REST answer that are used. */
interface AttemptAnswer {
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly delivered_at: string;
  readonly status_code: number;
}

/** The app's own webhook log: lists deliveries and requests redelivery. */
export function createHookLog(client: Client): Pick<GitHub, "listDeliveries" | "redeliver"> {
  return {
    listDeliveries({ cursor, isFailedOnly }) {
      const name = "list the app's webhook deliveries";
      return client(null, name, async ({ rest }) => {
        const page = {
          per_page: PAGE,
          ...(cursor === null ? {} : { cursor }),
          ...(isFailedOnly ? { status: "failure" as const } : {}),
        };
        const { data, headers } = await rest.apps.listWebhookDeliveries(page);
        return { attempts: requireBody(data, name).map(parseAttempt), next: findCursor(headers.link) };
      });
    },
    redeliver(delivery_id) {
      return client(null, `have delivery ${delivery_id} sent again`, async ({ rest }) => {
        await rest.apps.redeliverWebhookDelivery({ delivery_id });
      });
    },
  };
}

function parseAttempt({ id, guid, event, action, delivered_at, status_code }: AttemptAnswer): DeliveryAttempt {
  // GitHub counts 2xx and 3xx as delivered; an unreachable host has 0 or 5xx.
  const isFailed = status_code < 200 || status_code >= 400;
  return { id, guid, event, action, deliveredAt: delivered_at, isFailed };
}

function findCursor(link: string | undefined): string | null {
  const next = (link ?? "").split(",").find((part) => /rel="next"/.test(part));
  const cursor = /[?&]cursor=([^&>]+)/.exec(next ?? "")?.[1];
  return cursor === undefined ? null : decodeURIComponent(cursor);
}
