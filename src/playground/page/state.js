import { useCallback, useEffect, useState } from "preact/hooks";

/** What can be asked of the server: the state it answers with replaces ours. */
export function useGame() {
  const [state, setState] = useState(null);
  const [busy, setBusy] = useState(false);
  const [notice, setNotice] = useState({ kind: "none", text: "" });
  const [person, setPerson] = useState(readPerson);

  useEffect(() => {
    ask("/api/state").then(setState, (error) => setNotice({ kind: "error", text: error.message }));
  }, []);

  const send = useCallback(async (path, body) => {
    setBusy(true);
    setNotice({ kind: "none", text: "" });
    try {
      const { result, state: next } = await ask(path, body);
      setState(next);
      setNotice({ kind: "done", text: describe(next.steps[0]) });
      return { isDone: true, result };
    } catch (error) {
      setNotice({ kind: "error", text: error.message });
      return { isDone: false };
    } finally {
      setBusy(false);
    }
  }, []);

  return {
    state,
    busy,
    notice,
    dismiss: () => setNotice({ kind: "none", text: "" }),
    person,
    playAs: (login) => {
      sessionStorage.setItem("person", login);
      setPerson(login);
    },
    act: (act, fields = {}) => send("/api/act", { act, by: person, ...fields }),
    moveClock: (to) => send("/api/clock", { to }),
    restart: () => send("/api/restart", {}),
  };
}

/** What the person may do, in GitHub's order of roles. */
export function mayWrite(state, person) {
  return ["write", "maintain", "admin"].includes(state.cast.find(({ login }) => login === person)?.permission);
}

function readPerson() {
  return sessionStorage.getItem("person") ?? "ada";
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

function describe(step) {
  if (!step) return "";
  if (step.calls.length === 0) return `${step.what}. The app had nothing to do.`;
  return `${step.what}. The app made ${count(step.reads, "read")} and ${count(step.writes, "write")}.`;
}

/** "1 write", "2 writes". */
export function count(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
