import { useCallback, useEffect, useRef, useState } from "preact/hooks";

/** The polling interval for the progress of a year. */
const LOOK_MS = 300;

/** The requests to the server. The state in each response replaces the current one. */
export function useGame() {
  const [state, setState] = useState(null);
  const [busy, setBusy] = useState(false);
  const [notice, setNotice] = useState({ kind: "none", text: "" });
  const [progress, setProgress] = useState(null);
  const [person, setPerson] = useState(readPerson);
  const isWaiting = useRef(false);

  useEffect(() => {
    const stop = watchProgress(setProgress);
    ask("/api/state")
      .then(setState, (error) => setNotice({ kind: "error", text: error.message }))
      .finally(stop);
  }, []);

  const send = useCallback(async (path, body) => {
    // One request at a time. Buttons stay enabled meanwhile, since a disabled button would lose the focus.
    if (isWaiting.current) return { isDone: false };
    isWaiting.current = true;
    setBusy(true);
    setNotice({ kind: "none", text: "" });
    try {
      const { result, state: next } = await ask(path, body);
      setState(next);
      setNotice({ kind: "done", text: describe(next) });
      return { isDone: true, result, state: next };
    } catch (error) {
      setNotice({ kind: "error", text: error.message });
      return { isDone: false };
    } finally {
      isWaiting.current = false;
      setBusy(false);
      // The pressed element may be gone: keyboard users then continue from the start of the content.
      requestAnimationFrame(() => document.activeElement === document.body && focusContent());
    }
  }, []);

  const playYear = useCallback(async () => {
    const stop = watchProgress(setProgress);
    const answer = await send("/api/year", {});
    stop();
    return answer;
  }, []);

  return {
    state,
    busy,
    notice,
    progress,
    dismiss: () => setNotice({ kind: "none", text: "" }),
    person,
    playAs: (login) => {
      sessionStorage.setItem("person", login);
      setPerson(login);
    },
    act: (act, fields = {}) => send("/api/act", { act, by: person, ...fields }),
    moveClock: (to) => send("/api/clock", { to }),
    restart: () => send("/api/restart", {}),
    playYear,
  };
}

/** Moves the focus to the start of the content. */
export function focusContent() {
  document.getElementById("content")?.focus();
}

/** Does the person have at least write access? */
export function mayWrite(state, person) {
  return ["write", "maintain", "admin"].includes(state.cast.find(({ login }) => login === person)?.permission);
}

/** "1 write", "2 writes". */
export function count(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

function readPerson() {
  return sessionStorage.getItem("person") ?? "ada";
}

/** Polls the progress of a year until it is stopped. */
function watchProgress(tell) {
  let isOver = false;
  const told = (progress) => isOver || tell(progress);
  const timer = setInterval(() => ask("/api/progress").then(told, () => {}), LOOK_MS);
  return () => {
    isOver = true;
    clearInterval(timer);
    tell(null);
  };
}

async function ask(path, body) {
  const options = body && {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const response = await fetch(path, options || undefined).catch(() => {
    throw new Error("The playground does not answer: is it still running in your terminal?");
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

/** Describes the latest step for screen readers. */
function describe({ steps: [step] }) {
  if (!step) return "";
  const decided = step.decisions.map(({ words }) => words);
  const made =
    step.calls.length === 0
      ? "The app had nothing to do."
      : `The app made ${count(step.reads, "read")} and ${count(step.writes, "write")}.`;
  return [`${step.what}.`, ...decided, made].join(" ");
}
