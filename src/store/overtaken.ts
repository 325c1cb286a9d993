/**
 * A record was written by another after it was read, so that what was decided on that reading is not saved. Reconciling again
 * decides on what stands now.
 */
export class Overtaken extends Error {
  override readonly name = "Overtaken";
}
