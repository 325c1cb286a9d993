import type { DeliveryAttempt } from "../core/delivery/missed-delivery.ts";
import { type Client, requireBody } from "./client.ts";
import type { GitHub } from "./github.ts";

/** GitHub's largest page. */
const PAGE = 100;

/** The parts of the REST answer that are used. */
interface AttemptAnswer {
  /** A bigint where a number cannot hold it. */
  readonly id: number | bigint;
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly delivered_at: string;
  readonly redelivery?: boolean;
  readonly status: string;
}

/** The app's own webhook log: lists deliveries and requests redelivery. */
export function createHookLog(client: Client): Pick<GitHub, "listDeliveries" | "redeliver"> {
  return {
    listDeliveries(cursor) {
      const name = "list the app's webhook deliveries";
      return client(null, name, async ({ rest }) => {
        const page = { per_page: PAGE, ...(cursor === null ? {} : { cursor }) };
        const { data, headers } = await rest.apps.listWebhookDeliveries(page);
        const answers: readonly AttemptAnswer[] = requireBody(data, name);
        return { attempts: answers.map(parseAttempt), next: findCursor(headers.link) };
      });
    },
    redeliver(attemptId) {
      return client(null, `have delivery ${attemptId} sent again`, async ({ request }) => {
        // The typed method takes a number, which cannot hold the id.
        await request(REDELIVER, { delivery_id: attemptId });
      });
    },
  };
}

const REDELIVER: string = "POST /app/hook/deliveries/{delivery_id}/attempts";

function parseAttempt({ id, guid, event, action, ...answer }: AttemptAnswer): DeliveryAttempt {
  const { delivered_at: deliveredAt, redelivery = false, status } = answer;
  // Connections that could not be made have no status code that says so; only delivered ones are "OK".
  return { id: String(id), guid, event, action, deliveredAt, isFailed: status !== "OK", isRepeated: redelivery };
}

function findCursor(link: string | undefined): string | null {
  const next = (link ?? "").split(",").find((part) => /rel="next"/.test(part));
  const cursor = /[?&]cursor=([^&>]+)/.exec(next ?? "")?.[1];
  return cursor === undefined ? null : decodeURIComponent(cursor);
}
