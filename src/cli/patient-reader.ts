import { ExternalError } from "../core/external-error.ts";
import type { MergedPageRequest, MergedPullsPage } from "../github/merged-page.ts";
import type { Reader } from "../github/reader.ts";
import { renderCount } from "../render/words.ts";

/** How to wait, and how to say so. */
export interface Patience {
  readonly now: () => Date;
  /** Rejects when the user stops the command. */
  readonly wait: (ms: number) => Promise<void>;
  readonly tell: (line: string) => void;
}

/** A reader that does not give up at the first failure. */
export interface PatientReader extends Omit<Reader, "readMergedPage" | "listIssueDates"> {
  /** A page of merged pull requests, as large as GitHub can bear. */
  readPage(request: Omit<MergedPageRequest, "size" | "withLimit">): Promise<MergedPullsPage>;
}

interface Course {
  size: number;
  hasWorked: boolean;
  /** The hourly rate limit is used up until then. */
  restUntil: Date | null;
}

const LARGEST_PAGE = 100;
const SMALLEST_PAGE = 10;
const MOST_TRIES = 5;
const FIRST_WAIT_MS = 1_000;
/** This much of the hourly limit is left to the person's other tools, which usually share the token. */
const LEFT_TO_OTHERS = 50;

/**
 * Waits when GitHub asks for it: until the hourly limit resets, or as long as `retry-after` says. Requests that are too
 * heavy for GitHub are repeated with smaller pages. A failed connection is retried only if an earlier request
 * succeeded.
 */
export function createPatientReader(reader: Reader, patience: Patience): PatientReader {
  const course: Course = { size: LARGEST_PAGE, hasWorked: false, restUntil: null };
  return {
    readFiles: (owner, name) => persist(() => reader.readFiles(owner, name), course, patience),
    readConfigFile: (owner, name) => persist(() => reader.readConfigFile(owner, name), course, patience),
    listRepositories: (request) => persist(() => reader.listRepositories(request), course, patience),
    async readPage(request) {
      // Waits here instead of right after the previous page, which must be noted first: people press Ctrl-C while they
      // wait.
      if (course.restUntil) await waitUntil(course.restUntil, patience);
      const read = () => reader.readMergedPage({ ...request, size: course.size, withLimit: true });
      const page = await persist(read, course, patience);
      // One that is heavy does not make a page of one of all that follow.
      course.size = Math.max(SMALLEST_PAGE, page.size);
      const { limit } = page;
      const isUsedUp = limit !== null && limit.remaining < Math.max(limit.cost, LEFT_TO_OTHERS);
      course.restUntil = isUsedUp ? limit.resetAt : null;
      return page;
    },
  };
}

async function persist<T>(read: () => Promise<T>, course: Course, patience: Patience): Promise<T> {
  for (let tries = 1; ; ) {
    try {
      const answer = await read();
      course.hasWorked = true;
      return answer;
    } catch (error) {
      if (!(error instanceof ExternalError)) throw error;
      if (error.kind === "limited") await waitUntil(error.retryAt ?? patience.now(), patience);
      else {
        if (!isPassing(error, course) || tries >= MOST_TRIES) throw error;
        if (error.kind !== "unreachable") course.size = Math.max(SMALLEST_PAGE, Math.floor(course.size / 2));
        await patience.wait(FIRST_WAIT_MS * 2 ** (tries - 1));
        tries += 1;
      }
    }
  }
}

function isPassing({ kind }: ExternalError, { hasWorked }: Course): boolean {
  return kind === "too-heavy" || kind === "unanswered" || (kind === "unreachable" && hasWorked);
}

async function waitUntil(at: Date, { now, wait, tell }: Patience): Promise<void> {
  const ms = Math.max(1_000, at.getTime() - now().getTime());
  const time = `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
  const length =
    ms < 60_000 ? renderCount(Math.ceil(ms / 1000), "second") : renderCount(Math.ceil(ms / 60_000), "minute");
  tell(
    `Rate limited by GitHub: continuing at ${time}, in ${length}. Ctrl-C stops; run the same command again to continue.`,
  );
  await wait(ms);
}
