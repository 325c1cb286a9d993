/** What the set-up page shows. The form and the manifest in it are Probot's. */
export interface Registering {
  /** The form that sends the manifest to GitHub. */
  readonly form: string;
  readonly manifest: Manifest;
}

/** The parts of the manifest that the page mentions. */
export interface Manifest {
  readonly hook_attributes: { readonly url: string };
  readonly default_permissions: Readonly<Record<string, string>>;
  readonly default_events: readonly string[];
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/;

const STYLE = `
      main { max-width: 44rem; margin: 2.5rem auto; font-size: 16px }
      ol { padding-left: 1.5rem } li { margin: 1rem 0 } form { margin: .75rem 0 } code { overflow-wrap: anywhere }
      .warning { padding: .75rem 1rem; border: 1px solid #d4a72c; border-radius: 6px; background: #fff8c5 }`;

/** The page of a server without an app: what to do, step by step, and why. */
export function renderSetUpPage({ form, manifest }: Registering): string {
  const webhooks = manifest.hook_attributes.url;
  const permissions = Object.entries(manifest.default_permissions).map(([name, right]) => `${name}: ${right}`);
  return renderPage(`
    <h1>Register your app</h1>
    <p>Your server runs. Now GitHub has to know it, as a GitHub App of your own. Nobody else gets access. About five minutes.</p>
    ${isLoopback(webhooks) ? renderUnreachable(webhooks) : ""}
    <ol>
      <li><b>Register.</b> The button opens GitHub, which asks only for a name; it must not be taken yet.
        ${form}</li>
      <li><b>Choose repositories.</b> GitHub sends you back, the app's id, key and webhook secret are saved in
        <code>.env</code>, readable by nobody else, and this server begins to work with them. GitHub asks where to install the
        app: one repository is a good start.</li>
      <li><b>Merge one pull request.</b> The app opens it: it adds two questions to the pull-request template. A
        repository that asks them already begins at once.</li>
    </ol>
    <details><summary>What is registered</summary>
      <p>GitHub sends webhooks to <code>${escapeHtml(webhooks)}</code>. Permissions: ${listCodes(permissions)}.
        Events: ${listCodes(manifest.default_events)}. The reason for each stands in <code>app.yml</code>.</p>
    </details>`);
}

/** The page after the registration. */
export function renderDonePage(): string {
  return renderPage(`
    <h1>Registered</h1>
    <p>The app is registered, its credentials are saved, and this server works with them from now on:
      <a href="/readyz"><code>/readyz</code></a> says so.</p>
    <p>Install the app on a repository, if you have not yet: on its page on GitHub, <i>Install App</i>. Then merge the pull request
      it opens there.</p>`);
}

/** GitHub refuses to register an address that it can never reach. */
function renderUnreachable(webhooks: string): string {
  return `<p class="warning"><b>GitHub cannot reach <code>${escapeHtml(webhooks)}</code></b> and will not register it.
      Open this page at the server's public address, or start the server with
      <code>WEBHOOK_PROXY_URL</code> set to where deliveries should go: your public address with
      <code>/api/github/webhooks</code>, or a channel of smee.io to try it on your own machine.</p>`;
}

/** Whether the address is reachable on this machine only. */
function isLoopback(url: string): boolean {
  return LOOPBACK.test(new URL(url).hostname);
}

function listCodes(words: readonly string[]): string {
  return words.map((word) => `<code>${escapeHtml(word)}</code>`).join(", ");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function renderPage(content: string): string {
  return `<!DOCTYPE html>
<html lang="en" data-color-mode="auto" data-light-theme="light" data-dark-theme="dark">
  <head>
    <meta charset="UTF-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Set up: Did this work?</title>
    <link rel="stylesheet" href="/probot/static/primer.css">
    <style>${STYLE}</style>
  </head>
  <body class="bg-gray-light">
    <main class="box-shadow rounded-2 border bg-white p-6">${content}
    </main>
  </body>
</html>
`;
}
