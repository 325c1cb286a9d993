import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../support/source.ts";

/** A temporary folder that holds copies of the project. */
export interface Scratch {
  /** Copies the project as it is, and gives the folder; packages are shared. */
  copy(name: string): string;
  /** Deletes one copy. */
  drop(name: string): void;
  /** Deletes all. */
  remove(): void;
}

const LEFT_OUT = new Set([".git", ".vitest", "node_modules", "dist", "coverage", "data"]);

/** Makes a temporary folder for copies of the project. */
export function openScratch(): Scratch {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "did-this-work-removal-")));
  return {
    copy(name) {
      const copy = join(folder, name);
      for (const entry of readdirSync(ROOT).filter((one) => !LEFT_OUT.has(one))) {
        cpSync(join(ROOT, entry), join(copy, entry), { recursive: true });
      }
      symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
      return copy;
    },
    drop: (name) => rmSync(join(folder, name), { recursive: true, force: true }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
