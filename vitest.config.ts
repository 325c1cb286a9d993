import { join } from "node:path";
import { defineConfig } from "vitest/config";

// Node keeps what it compiled, and strips types once: processes load the sources in half the time.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, "node_modules/.cache/compiled");

// The packages as in production: micromark's build for development asserts and logs, and takes twice the time.
process.env.NODE_ENV = "production";

/** Tests of whole processes and of the environment: each file has a process of its own. */
const APART = ["test/cli/**/*.test.ts", "test/{main,secrets,database-restart,probot-app}.test.ts"];
/** Tests of HTTP calls that nock answers: it changes how its process calls, so they share processes of their own. */
const NOCKED = ["test/github/**/*.test.ts"];
const NOT_HERE = ["test/browser/**"];

export default defineConfig({
  test: {
    globalSetup: "test/support/global-setup.ts",
    // Tests wait for databases more than they compute: every core is used.
    maxWorkers: "100%",
    // Only what hangs is ended: how long a test takes is up to the machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Node itself loads the sources, as in production: an import of "./x.js" for "./x.ts" fails here too.
    experimental: { viteModuleRunner: false },
    projects: [
      {
        extends: true,
        // The other files share a few processes, which load the sources and start an embedded database once.
        test: {
          name: "together",
          include: ["test/**/*.test.ts"],
          exclude: [...NOT_HERE, ...APART, ...NOCKED],
          isolate: false,
        },
      },
      { extends: true, test: { name: "nocked", include: NOCKED, exclude: NOT_HERE, isolate: false } },
      { extends: true, test: { name: "apart", include: APART, exclude: NOT_HERE } },
    ],
  },
});
