/**
 * Options of Node for a process that lives for seconds. V8 would optimize the WebAssembly of the embedded database meanwhile, which
 * takes more time than the process saves, and the end of the process waits for it.
 */
export const SHORT_LIVED = ["--liftoff-only"];
