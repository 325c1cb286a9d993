import { addDuration } from "./duration.ts";

/** The UTC day of a moment: "2026-11-20". */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** The moment at which a UTC day begins. */
export function startOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** The day so many days later, or earlier. */
export function addDays(day: string, amount: number): string {
  return addDuration(day, { amount, unit: "days" });
}
