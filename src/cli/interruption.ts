/** The user stopped the command: a line says how to go on, exit code 130. */
export class Interruption extends Error {
  override readonly name = "Interruption";
}
