import { escapeHtml } from "../core/html.ts";
import type { Page } from "./page.ts";

/** What app.yml says. */
export interface AppManifest {
  readonly name: string;
  readonly default_permissions: Readonly<Record<string, string>>;
  readonly default_events: readonly string[];
}

/** What the page registers, and where. */
export interface Registering {
  readonly app: AppManifest;
  /** GitHub's own address, such as "https://github.com". */
  readonly github: string;
  /** null: the visitor's own account. */
  readonly organization: string | null;
  /** Where GitHub sends deliveries. */
  readonly webhooks: string;
  /** Where GitHub sends the visitor back. */
  readonly redirectUrl: string;
  readonly state: string;
}

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0|\[::\])$/;

/** The page that asks for the code from the log. */
export function renderCodePage(isWrong: boolean): Page {
  return {
    title: "Set up",
    content: `
<p>This server is running, and no app is registered yet. To register one, enter the code from the server's log. It keeps
  strangers out.</p>
${isWrong ? `<p class="warning" role="alert">That's not the code. Each one works once; the newest is at the end of the log.</p>` : ""}
<form method="post" action="/set-up">
  <label for="code">Code from the log</label>
  <input id="code" name="code" required autofocus autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" placeholder="ABCD-EFGH-JKLM">
  <button>Open the setup page</button>
</form>`,
  };
}

/** The page of a server without an app: for whom it registers one, what to do step by step, and why. */
export function renderSetUpPage(registering: Registering): Page {
  const { app, github, webhooks } = registering;
  return {
    title: "Register your app",
    formsTo: github,
    content: `
<p>Your server is running. Next, register it as your own private GitHub App (about five minutes).</p>
${isLoopback(webhooks) ? renderUnreachable(webhooks) : ""}
<dl>
  <dt>For</dt><dd>${describeAccount(registering)}</dd>
  <dt>On</dt><dd>${escapeHtml(new URL(github).host)}</dd>
  <dt>Webhooks go to</dt><dd><code>${escapeHtml(webhooks)}</code></dd>
</dl>
<ol>
  <li><b>Register.</b> GitHub asks only for a name; it must be unique.
    ${renderForm(registering)}</li>
  <li><b>Choose repositories.</b> GitHub sends you back here. The app's id, key and webhook secret are saved in <code>.env</code>,
    readable only by the user the server runs as, and the server starts working. Then GitHub asks where to install the app: one repository is a good
    start.</li>
  <li><b>Merge one pull request.</b> The app opens it: it adds two questions to the pull request template. A repository that asks
    them already starts right away.</li>
</ol>
<details><summary>What will be registered</summary>
  <p>Permissions: ${listCodes(Object.entries(app.default_permissions).map(([name, right]) => `${name}: ${right}`))}.</p>
  <p>Events: ${listCodes(app.default_events)}.</p>
  <p><code>app.yml</code> explains each of them.</p>
</details>`,
  };
}

/** The page after the registration. */
export function renderDonePage(): Page {
  return {
    title: "Registered",
    content: `
<p>Done! The app is registered and the server is connected: <a href="/readyz"><code>/readyz</code></a> shows its state.</p>
<p>Install the app on a repository, if you haven't yet: on its page on GitHub, <i>Install App</i>. Then merge the pull request it
  opens there.</p>`,
  };
}

/** The page when something was refused; the reason is a sentence of ours. */
export function renderRefusal(reason: string): Page {
  return {
    title: "Nothing was saved",
    content: `
<p class="warning" role="alert">${escapeHtml(reason)}</p>
<p><a href="/">Back to the setup page</a></p>`,
  };
}

/** GitHub takes the manifest from a form: docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest */
function renderForm(registering: Registering): string {
  const { app, organization, github, webhooks, redirectUrl, state } = registering;
  const account = organization === null ? "" : `/organizations/${encodeURIComponent(organization)}`;
  const action = `${github}${account}/settings/apps/new?state=${encodeURIComponent(state)}`;
  const manifest = JSON.stringify({ ...app, redirect_url: redirectUrl, hook_attributes: { url: webhooks } });
  return `<form method="post" action="${escapeHtml(action)}">
      <input type="hidden" name="manifest" value="${escapeHtml(manifest)}">
      <button>Register ${escapeHtml(app.name)} on GitHub</button>
    </form>`;
}

function describeAccount({ organization }: Registering): string {
  return organization === null
    ? `your personal account, the one you're signed in with. <span class="quiet">For an organization, restart with
    <code>GH_ORG=your-org</code>.</span>`
    : `the organization <b>${escapeHtml(organization)}</b>. <span class="quiet">Only its owners and its app managers can do that.</span>`;
}

/** GitHub refuses to register an address that it can never reach. */
function renderUnreachable(webhooks: string): string {
  return `<p class="warning"><b>GitHub cannot reach <code>${escapeHtml(webhooks)}</code></b> and will not register it. Open this page
  at the server's public address, or start the server with <code>WEBHOOK_PROXY_URL</code> set to where webhooks should go: your
  public address with <code>/api/github/webhooks</code>, or a smee.io channel to try it locally.</p>`;
}

function isLoopback(url: string): boolean {
  return LOOPBACK.test(new URL(url).hostname);
}

function listCodes(words: readonly string[]): string {
  return words.map((word) => `<code>${escapeHtml(word)}</code>`).join(", ");
}
