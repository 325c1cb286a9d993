/** The variables that a file of sources may name, with their values. */
export type SourceVariables = Readonly<Record<string, string>>;

export type Expanded =
  | {
      readonly text: string;
      /** The values that were put in. */
      readonly values: readonly string[];
    }
  | { readonly problem: string };

const VARIABLE = /\$\{([^{}$]*)\}/g;
const NAME = /^SOURCE_[A-Z0-9_]+$/;

/** Puts in the values of `${SOURCE_…}`, once: what a value holds is not looked at again. */
export function expand(written: string, variables: SourceVariables): Expanded {
  const names = [...written.matchAll(VARIABLE)].map(([, name = ""]) => name);
  const isWhole = !written.replace(VARIABLE, "").includes("${");
  // What is in the braces may be a secret, written there by mistake.
  if (!isWhole || !names.every((name) => NAME.test(name))) return { problem: NO_NAME };
  const missing = names.find((name) => !Object.hasOwn(variables, name));
  if (missing !== undefined) return { problem: `The variable ${missing} is not set.` };
  const text = written.replace(VARIABLE, (_, name: string) => variables[name] ?? "");
  return { text, values: names.map((name) => variables[name] ?? "") };
}

const NO_NAME = `Only variables named SOURCE_… in capital letters, digits and underscores are put in, as in \${SOURCE_TOKEN}.`;
