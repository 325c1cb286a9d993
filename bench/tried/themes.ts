/** An idea: how it was tried, and how somebody proposes it again. */
export interface Theme {
  /** Title, problem and measure of each attempt. */
  readonly tried: readonly (readonly [title: string, problem: string, measure: string])[];
  /** Title and problem. */
  readonly proposed: readonly [title: string, problem: string];
}

/** Ideas of a company that makes software for teams, written before anything was ranked. */
export const THEMES: readonly Theme[] = [
  {
    tried: [
      [
        "Group notifications into a daily digest",
        "Users mute us because every comment is a mail.",
        "Unsubscribes fall from 4 % to 2 %.",
      ],
      ["Batch alerts per channel", "Twenty alerts an hour are ignored.", "Acknowledged alerts go from 30 % to 60 %."],
    ],
    proposed: [
      "Send one summary email a day instead of one per event",
      "People turn notifications off because there are too many.",
    ],
  },
  {
    tried: [
      ["SAML login for companies", "IT departments refuse passwords of our own.", "Five enterprise trials convert."],
    ],
    proposed: [
      "Single sign-on with the customer's identity provider",
      "Large companies will not manage separate passwords.",
    ],
  },
  {
    tried: [
      [
        "Require a second factor for admins",
        "Two accounts were taken over last year.",
        "No takeover of an admin account in a quarter.",
      ],
    ],
    proposed: ["Two-factor authentication for administrators", "Accounts get hijacked."],
  },
  {
    tried: [
      [
        "Checklist on the first screen",
        "New workspaces stay empty.",
        "40 % of new workspaces invite a colleague within a week.",
      ],
      [
        "Sample project for new users",
        "An empty screen teaches nothing.",
        "Activation within a day from 22 % to 30 %.",
      ],
    ],
    proposed: ["Guided setup for newcomers", "Most people who sign up look at an empty screen and never get started."],
  },
  {
    tried: [["Export tables as spreadsheets", "Finance copies numbers by hand each month.", "50 exports a month."]],
    proposed: ["Download reports to Excel", "Accountants retype numbers every month."],
  },
  {
    tried: [["Dark mode", "Users ask for it in every survey.", "A fifth of the sessions use it."]],
    proposed: ["Night theme", "The bright interface is tiring; survey after survey asks for a dark one."],
  },
  {
    tried: [
      [
        "Index the audit table by tenant",
        "The audit page times out for large tenants.",
        "p95 of the audit page below 800 ms.",
      ],
    ],
    proposed: ["Make the audit log load faster", "Big customers wait and give up."],
  },
  {
    tried: [
      ["Throttle API clients by key", "One integration starves everyone else.", "No customer sees a 503 in a week."],
    ],
    proposed: ["Quota per API token", "A single noisy integration makes the service unavailable for others."],
  },
  {
    tried: [
      ["Retry webhooks with growing delays", "Partners miss events when they deploy.", "Lost events below 0.1 %."],
    ],
    proposed: ["Redeliver failed callbacks", "Partners lose events during their maintenance."],
  },
  {
    tried: [["Shorter pricing page", "Visitors scroll and leave.", "Trials started from the page grow by 15 %."]],
    proposed: ["Simplify the page with our plans", "Visitors do not see which price applies to them and leave."],
  },
  {
    tried: [
      ["Extend the trial to 30 days", "Teams run out of trial before they decide.", "Conversion from 8 % to 11 %."],
    ],
    proposed: ["Longer free evaluation period", "Buyers need more time to decide before they pay."],
  },
  {
    tried: [
      ["Ask why on cancellation", "We do not know why accounts leave.", "Half of the cancellations name a reason."],
    ],
    proposed: ["Exit questionnaire when a subscription is cancelled", "Churn is a mystery."],
  },
  {
    tried: [
      [
        "Keyboard shortcuts for the editor",
        "Power users reach for the mouse all day.",
        "A tenth of the weekly editors use one.",
      ],
    ],
    proposed: ["Hotkeys for writers", "Frequent users want to edit without the mouse."],
  },
  {
    tried: [
      ["Save drafts every few seconds", "Crashes lose text: 30 tickets a month.", "Fewer than 5 such tickets a month."],
    ],
    proposed: ["Autosave", "Unsaved text is lost when the browser crashes."],
  },
  {
    tried: [
      ["Work offline on the train", "Mobile users lose their connection.", "Offline edits in 5 % of the sessions."],
    ],
    proposed: ["Local copy for when there is no network", "The app is useless on a train without a connection."],
  },
  {
    tried: [
      ["Push messages on phones", "Approvals wait until somebody is at a desk.", "Median approval from 9 hours to 3."],
    ],
    proposed: ["Approve from the phone", "Requests sit until the manager is back at the computer."],
  },
  {
    tried: [
      ["Edit many rows at once", "Admins change roles one by one.", "Role changes take under a minute for a team."],
    ],
    proposed: ["Mass update of user roles", "Changing people individually takes an hour."],
  },
  {
    tried: [["Import contacts from a file", "Moving in takes a week.", "Half of the new customers import on day one."]],
    proposed: ["Upload existing address lists", "Switching to us means typing every contact again."],
  },
  {
    tried: [
      [
        "Rank recent documents higher",
        "Search shows old files first.",
        "Clicks on the first result from 30 % to 45 %.",
      ],
    ],
    proposed: ["Sort search hits by freshness", "Outdated documents come up first."],
  },
  {
    tried: [
      [
        "Public status page",
        "Support answers the same outage question 200 times.",
        "Tickets about outages fall by half.",
      ],
    ],
    proposed: ["Show incidents to customers", "During an outage everyone writes to support."],
  },
  {
    tried: [["Chat bubble on the help page", "A ticket takes a day.", "First answer within 10 minutes."]],
    proposed: ["Live conversation with support", "Users wait a day for an answer to their ticket."],
  },
  {
    tried: [["Help texts beside each field", "Forms are filled in wrongly.", "Validation errors fall by 30 %."]],
    proposed: ["Inline explanations", "People enter the wrong values into our forms."],
  },
  {
    tried: [
      ["Partition events by month", "Deleting old events locks the table.", "No lock longer than a second at night."],
    ],
    proposed: ["Split the events table by date", "Purging history blocks writes."],
  },
  {
    tried: [["Move thumbnails to a background job", "Uploads time out.", "p95 of an upload below 2 s."]],
    proposed: ["Generate previews asynchronously", "Uploading a file takes too long."],
  },
  {
    tried: [
      ["Cap the cache of the renderer", "Pods restart twice a day.", "No restart for lack of memory in two weeks."],
    ],
    proposed: ["Limit the memory used by rendering", "Containers get killed and restart."],
  },
  {
    tried: [["Labels for screen readers", "A public customer failed us in an audit.", "No blocker in the next audit."]],
    proposed: ["Accessibility for blind users", "The tender demands that everything works with a screen reader."],
  },
  {
    tried: [["Smaller cookie banner", "It hides the sign-up button on phones.", "Sign-ups on phones grow by 5 %."]],
    proposed: ["Less intrusive consent dialog", "The cookie notice covers the page on phones."],
  },
  {
    tried: [
      ["Invite a colleague by link", "Growth depends on advertising.", "10 % of the sign-ups come by invitation."],
    ],
    proposed: ["Referral programme", "New customers should come through colleagues, not advertising."],
  },
  { tried: [], proposed: ["Translate the interface into Japanese", "Customers in Tokyo ask for it."] },
  { tried: [], proposed: ["Record what is said in meetings", "Decisions are forgotten an hour later."] },
];
