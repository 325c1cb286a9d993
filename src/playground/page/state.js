import { useCallback, useEffect, useRef, useState } from "preact/hooks";

/** How often it is asked how far a year has come. */
const LOOK_MS = 300;

/** What can be asked of the server: the state it answers with replaces ours. */
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
    // One thing after the other; buttons stay enabled meanwhile, since a disabled one would lose the focus.
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
      // What was pressed may be gone: who goes on with the keyboard starts from the page's beginning.
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

/** Goes to where the page's content begins. */
export function focusContent() {
  document.getElementById("content")?.focus();
}

/** What the person may do, in GitHub's order of roles. */
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

/** Says again and again how far a year has come, until it is stopped. */
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

/** For screen readers: what just happened. */
function describe({ steps: [step] }) {
  if (!step) return "";
  const decided = step.decisions.map(({ words }) => words);
  const made =
    step.calls.length === 0
      ? "The app had nothing to do."
      : `The app made ${count(step.reads, "read")} and ${count(step.writes, "write")}.`;
  return [`${step.what}.`, ...decided, made].join(" ");
}
