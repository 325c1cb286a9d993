import { html, Icon } from "./dom.js";

/** The repository's tabs, with links to the dashboard and the newest monthly issue. */
export function Tabs({ state, route }) {
  const number = Number(route);
  const newest = (label) => state.threads.find(({ labels }) => labels.includes(label));
  const dashboard = newest("outcome-dashboard");
  const report = newest("outcome-report");
  const thread = state.threads.find((candidate) => candidate.number === number);
  const isPinned = thread && [dashboard?.number, report?.number].includes(number);
  const open = (kind) => state.threads.filter((one) => one.kind === kind && one.state === "open").length;
  const tabs = [
    {
      to: "pulls",
      name: "Pull requests",
      icon: "pull",
      amount: open("pull-request"),
      is: route === "new" || thread?.kind === "pull-request",
    },
    { to: "issues", name: "Issues", icon: "open", amount: open("issue"), is: thread?.kind === "issue" && !isPinned },
    ...(dashboard ? [{ to: String(dashboard.number), name: "Dashboard", icon: "graph" }] : []),
    ...(report ? [{ to: String(report.number), name: "Monthly issue", icon: "calendar" }] : []),
    { to: "releases", name: "Releases", icon: "tag" },
    { to: "code", name: "Files", icon: "file" },
  ];
  return html`
    <nav class="tabs" aria-label="Repository">
      ${tabs.map(
        ({ to, name, icon, amount, is = false }) => html`
          <a key=${name} href=${`#/${to}`} aria-current=${is || route === to ? "page" : undefined}>
            <${Icon} name=${icon} /> ${name} ${amount === undefined ? "" : html`<span class="counter">${amount}</span>`}
          </a>`,
      )}
    </nav>`;
}
