import { createHash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

/** One browser at the setup page. */
export interface Visit {
  /** The browser's cookie. */
  readonly token: string;
  /** The address it opened the page at; another one is another server. */
  readonly address: string;
  /** Goes to GitHub and comes back with its answer. */
  readonly state: string;
}

/** Who may see the setup page: a visitor with the code from the log. */
export interface SetUpAccess {
  /** Spends the code, for one visit; null when it is not the code. */
  open(code: string, address: string): Visit | null;
  /** The visit of that cookie at that address; null when there is none. */
  find(token: string | undefined, address: string): Visit | null;
  /** Spends the state; whether it was the visit's. */
  spendState(visit: Visit, state: string): boolean;
}

export interface AccessOptions {
  /** Called with the code to show in the log: the first at once, and another whenever one was spent. */
  readonly announce: (code: string) => void;
  readonly now?: () => number;
}

/** Without characters that look alike. Twelve of them are 60 bits. */
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const CODE_LENGTH = 12;
/** Long enough to register an app; the log has another code for after that. */
const VISIT_MS = 60 * 60_000;

/** Guards the setup page, which listens on every address: a code opens it once, and the newest visit is the only one. */
export function createSetUpAccess({ announce, now = Date.now }: AccessOptions): SetUpAccess {
  let code = makeCode();
  let visit: (Visit & { readonly until: number }) | null = null;
  announce(code);

  function start(address: string): Visit {
    visit = { token: makeSecret(), state: makeSecret(), address, until: now() + VISIT_MS };
    return visit;
  }

  return {
    open(given, address) {
      if (!isSame(given.toUpperCase().replace(/[^A-Z\d]/g, ""), code.replaceAll("-", ""))) return null;
      code = makeCode();
      announce(code);
      return start(address);
    },
    find(token, address) {
      if (!visit || visit.until < now() || visit.address !== address) return null;
      return token !== undefined && isSame(token, visit.token) ? visit : null;
    },
    spendState(given, state) {
      if (!isSame(state, given.state)) return false;
      if (visit?.token === given.token) visit = { ...visit, state: makeSecret() };
      return true;
    },
  };
}

/** Such as ABCD-EFGH-JKLM. */
function makeCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]);
  return letters.join("").replace(/(.{4})(?=.)/g, "$1-");
}

function makeSecret(): string {
  return randomBytes(24).toString("base64url");
}

/** Compares in a time that tells nothing. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
