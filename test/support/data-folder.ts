import { cp } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";

/** Puts a new embedded database into a data folder. To create one takes a process several seconds. */
export async function fillDataFolder(folder: string): Promise<void> {
  await cp(inject("dataFolder"), join(folder, "postgres"), { recursive: true });
}
