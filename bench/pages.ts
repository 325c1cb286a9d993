import { PROJECT_PAGE } from "../src/core/about-page.ts";
import { moveMonth, toMonth } from "../src/core/report/month.ts";
import { viewDashboard } from "../src/reconcilers/dashboard/dashboard-view.ts";
import { findReport } from "../src/reconcilers/report/month.ts";
import { renderDashboard } from "../src/render/dashboard/dashboard.ts";
import { findOwnPlace } from "../src/render/outcome/outcome-link.ts";
import { renderReport } from "../src/render/report/report.ts";
import type { Database } from "../src/store/database.ts";
import { findMedian, inFigures, type Part, type Row } from "./row.ts";
import { onDatabase, SERVER } from "./servers/database.ts";
import { fill } from "./servers/records.ts";

const SIZES = [1_000, 10_000, 100_000];
const OTHERS = 1_000_000;
const ROUNDS = 7;
const KEY = "0".repeat(24);
const ZONE = "Europe/Berlin";
const MOST_MS = 200;
const PLACE = findOwnPlace("https://github.com", { owner: "acme", name: "shop" });

/** Query and render times of dashboard and monthly issue: repositories of three sizes in a table of over a million. */
export async function measurePages(): Promise<Part> {
  if (SERVER === null) return { title: TITLE, rows: [], notes: ["Needs `TEST_DATABASE_URL`."] };
  const rows = await onDatabase(SERVER, async (db) => {
    await fill(db, { outcomes: OTHERS, repositories: 1_000, firstRepository: 1_000 });
    for (const [index, size] of SIZES.entries()) {
      await fill(db, { outcomes: size, repositories: 1, firstRepository: index + 1 });
    }
    await db.execute("analyze");
    const measured: Row[] = [];
    for (const [index, size] of SIZES.entries()) measured.push(...(await measure(db, index + 1, size)));
    return measured;
  });
  return { title: TITLE, rows, notes: NOTES };
}

const TITLE = "Dashboard and monthly issue";
const NOTES = [
  `Query and text together, medians of ${ROUNDS}, on Postgres; ${OTHERS.toLocaleString("en")} outcomes of a thousand other repositories stand in the same table. Records are spread over three years.`,
];

async function measure(db: Database, repositoryId: number, size: number): Promise<readonly Row[]> {
  const now = new Date();
  const month = moveMonth(toMonth(now, ZONE), -1);
  const repository = { id: repositoryId, knownSince: new Date(0) };
  const dashboard = await time(async () => {
    const facts = await viewDashboard(db, { repositoryIds: [repositoryId], zone: ZONE, now });
    const view = {
      ...facts,
      place: PLACE,
      about: PROJECT_PAGE,
      problems: [],
      troubles: { blockers: [], refused: [], setAside: null },
      refreshedAt: null,
      hasLedger: false,
      ledgerProblem: null,
      clockProblem: null,
      numbers: new Map(),
      metricProblems: [],
      organization: null,
    };
    return renderDashboard(view, KEY);
  });
  const report = await time(async () => {
    const found = await findReport(db, { repository, month, zone: ZONE });
    if (!found) throw new Error("there is nothing to report");
    return renderReport({ ...found, numbers: new Map(), place: PLACE, dashboard: null, about: PROJECT_PAGE }, KEY);
  });
  return [
    toRow(`Dashboard, ${size.toLocaleString("en")} outcomes`, dashboard),
    toRow(`Monthly issue, ${size.toLocaleString("en")} outcomes`, report),
  ];
}

interface Timed {
  readonly ms: number;
  readonly characters: number;
}

async function time(make: () => Promise<string>): Promise<Timed> {
  const times: number[] = [];
  let characters = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now();
    characters = (await make()).length;
    times.push(performance.now() - startedAt);
  }
  return { ms: findMedian(times), characters };
}

function toRow(what: string, { ms, characters }: Timed): Row {
  return {
    what,
    ours: `${inFigures(ms)} ms`,
    baseline: `${inFigures(characters)} characters`,
    ratio: "",
    goal: `< ${MOST_MS} ms`,
    isMet: ms < MOST_MS,
  };
}
