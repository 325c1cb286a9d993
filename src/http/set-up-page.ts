import { escapeHtml, type Page } from "./page.ts";

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
<p>This server runs and no app is registered yet. To register one, you need the code that the server shows in its log: that way
  nobody else can.</p>
${isWrong ? `<p class="warning" role="alert">That is not the code. Each one works once; the newest stands at the end of the log.</p>` : ""}
<form method="post" action="/set-up">
  <label for="code">Code from the log</label>
  <input id="code" name="code" required autofocus autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" placeholder="ABCD-EFGH-JKLM">
  <button>Open the set-up page</button>
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
<p>Your server runs. Now GitHub has to know it, as a GitHub App of your own. That takes about five minutes.</p>
${isLoopback(webhooks) ? renderUnreachable(webhooks) : ""}
<dl>
  <dt>For</dt><dd>${describeAccount(registering)}</dd>
  <dt>On</dt><dd>${escapeHtml(new URL(github).host)}</dd>
  <dt>Deliveries go to</dt><dd><code>${escapeHtml(webhooks)}</code></dd>
</dl>
<ol>
  <li><b>Register.</b> GitHub opens and asks only for a name; it must not be taken yet.
    ${renderForm(registering)}</li>
  <li><b>Choose repositories.</b> GitHub sends you back here. The app's id, key and webhook secret are saved in <code>.env</code>,
    readable by nobody else, and the server begins to work. Then GitHub asks where to install the app: one repository is a good
    start.</li>
  <li><b>Merge one pull request.</b> The app opens it: it adds two questions to the pull-request template. A repository that asks
    them already begins at once.</li>
</ol>
<details><summary>What is registered</summary>
  <p>Permissions: ${listCodes(Object.entries(app.default_permissions).map(([name, right]) => `${name}: ${right}`))}.</p>
  <p>Events: ${listCodes(app.default_events)}.</p>
  <p>The reason for each stands in <code>app.yml</code>.</p>
</details>`,
  };
}

/** The page after the registration. */
export function renderDonePage(): Page {
  return {
    title: "Registered",
    content: `
<p>The app is registered, its credentials are saved, and this server works with them from now on:
  <a href="/readyz"><code>/readyz</code></a> says so.</p>
<p>Install the app on a repository, if you have not yet: on its page on GitHub, <i>Install App</i>. Then merge the pull request it
  opens there.</p>`,
  };
}

/** The page when something was refused; the reason is a sentence of ours. */
export function renderRefusal(reason: string): Page {
  return {
    title: "Nothing was saved",
    content: `
<p class="warning" role="alert">${escapeHtml(reason)}</p>
<p><a href="/">Back to the set-up page</a></p>`,
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
    ? `your own account, the one you are signed in with. <span class="quiet">For an organisation, start the server with
    <code>GH_ORG</code> set to its name.</span>`
    : `the organisation <b>${escapeHtml(organization)}</b>. <span class="quiet">Only its owners and managers of its apps can do that.</span>`;
}

/** GitHub refuses to register an address that it can never reach. */
function renderUnreachable(webhooks: string): string {
  return `<p class="warning"><b>GitHub cannot reach <code>${escapeHtml(webhooks)}</code></b> and will not register it. Open this page
  at the server's public address, or start the server with <code>WEBHOOK_PROXY_URL</code> set to where deliveries should go: your
  public address with <code>/api/github/webhooks</code>, or a channel of smee.io to try it on your own machine.</p>`;
}

function isLoopback(url: string): boolean {
  return LOOPBACK.test(new URL(url).hostname);
}

function listCodes(words: readonly string[]): string {
  return words.map((word) => `<code>${escapeHtml(word)}</code>`).join(", ");
}
