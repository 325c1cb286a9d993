import { Webhooks } from "@octokit/webhooks";

/** Checks that GitHub signed a webhook's body with our secret (`X-Hub-Signature-256`), in constant time. */
export function createSignatureCheck(secret: string): (body: string, signature: string) => Promise<boolean> {
  const webhooks = new Webhooks({ secret });
  // The library throws on an empty body, which GitHub never sends.
  return async (body, signature) => body !== "" && (await webhooks.verify(body, signature));
}
