import { cp } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";

/** Puts an embedded database without tables into a data folder. To create one anew takes a process several seconds. */
export async function fillDataFolder(folder: string): Promise<void> {
  await cp(inject("emptyDataFolder"), join(folder, "postgres"), { recursive: true });
}
