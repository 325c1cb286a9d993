import { SourceError } from "./source.ts";

/** A request to a source: a form, as long queries do not fit into an address. */
export interface FormRequest {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
  /** For everything, up to the last byte. */
  readonly withinMs: number;
  readonly signal: AbortSignal | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** At most `MOST_BYTES`. */
  readonly text: string;
}

/** What a year of days takes is a hundredth of it. */
const MOST_BYTES = 1024 * 1024;

/** Posts a form. A redirect is an answer like any other: where it leads is not followed, nor are its bytes read. */
export async function postForm({ address, headers, form, withinMs, signal }: FormRequest): Promise<HttpAnswer> {
  const timeout = AbortSignal.timeout(withinMs);
  try {
    const response = await fetch(address, {
      method: "POST",
      body: new URLSearchParams(form),
      headers: { ...headers, accept: "application/json" },
      redirect: "manual",
      signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
    });
    const { status } = response;
    return { status, retryAfter: response.headers.get("retry-after"), text: await readText(response) };
  } catch (error) {
    if (error instanceof SourceError) throw error;
    if (timeout.aborted || signal?.aborted) throw new SourceError("timeout");
    throw new SourceError("unreachable", { detail: describe(error) });
  }
}

async function readText({ ok, status, body }: Response): Promise<string> {
  if (status >= 300 && status < 400) {
    await body?.cancel();
    return "";
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop early ends the transfer.
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES && ok) throw new SourceError("too-large", { status });
    // Of a refusal the status matters, and not how much is said about it.
    if (bytes > MOST_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** `fetch` says only that it failed; the reason is its cause. */
function describe(error: unknown): string {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return reason instanceof Error ? reason.message || String(Reflect.get(reason, "code") ?? "") : "";
}
