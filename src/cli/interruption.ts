/** The user stopped the command: one line says how to continue, exit code 130. */
export class Interruption extends Error {
  override readonly name = "Interruption";
}
