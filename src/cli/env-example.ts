import { Variables } from "../env.ts";

/** Longer lines are wrapped. */
const WIDTH = 100;

const HEAD = [
  "All variables of the server, with their defaults. Copy this file to .env and set what you need; the environment wins. The",
  "setup page writes APP_ID, PRIVATE_KEY and WEBHOOK_SECRET there by itself: start without them first.",
];

/** Renders `.env.example` from the schema of the environment: every variable commented out. */
export function renderEnvExample(): string {
  const parts = Object.entries(Variables.shape).map(([name, schema]) => {
    const fallback: unknown = schema.safeParse(undefined).data;
    const value = fallback === undefined ? "" : String(fallback);
    return [...wrap(schema.description ?? ""), `#${name}=${value}`].join("\n");
  });
  return `${[HEAD.map((line) => `# ${line}`).join("\n"), ...parts].join("\n\n")}\n`;
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= WIDTH) lines.push(`# ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
