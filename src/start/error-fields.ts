import { ExternalError } from "../core/external-error.ts";

/** Causes of causes are cut off here: one that is its own cause must not fill the log. */
const DEEPEST = 5;

/**
 * An error as it stands in the log. A call to GitHub that failed is no bug of ours: no stack, and none of GitHub's words, which
 * may repeat what people wrote. Of all others only what is named here: drivers hang rows and whole connections on their errors.
 */
export function toErrorFields(error: unknown, depth = 0): object {
  if (error instanceof ExternalError) return toCallFields(error);
  if (!(error instanceof Error)) return { type: typeof error };
  const { name: type, message, stack } = error;
  const code: unknown = Reflect.get(error, "code");
  const cause = error.cause === undefined || depth >= DEEPEST ? {} : { cause: toErrorFields(error.cause, depth + 1) };
  return { type, message, ...(typeof code === "string" && { code }), stack, ...cause };
}

/** Without an answer the words are those of the network ("self-signed certificate"); of a server that is too old, its schema's. */
const IN_WORDS_OF_THE_NETWORK: readonly string[] = ["unanswered", "unreachable"];

function toCallFields(error: ExternalError): object {
  const { name: type, kind, call, status, blocker, requestId, retryAt, detail } = error;
  const isShown = detail !== "" && (kind === "too-old" || (status === null && IN_WORDS_OF_THE_NETWORK.includes(kind)));
  return {
    type,
    kind,
    ...(call !== null && { call }),
    ...(status !== null && { status }),
    ...(isShown && { reason: detail }),
    ...(blocker !== null && { blocker }),
    ...(requestId !== null && { requestId }),
    ...(retryAt !== null && { retryAt }),
  };
}
