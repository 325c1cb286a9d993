import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/browser/**"],
    globalSetup: "test/support/global-setup.ts",
    // Tests wait for databases more than they compute: every core is used.
    maxWorkers: "100%",
    // Only what hangs is ended: how long a test takes is up to the machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Node itself loads the sources, as in production: an import of "./x.js" for "./x.ts" fails here too.
    experimental: { viteModuleRunner: false },
  },
});
