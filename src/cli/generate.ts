import { mkdir, writeFile } from "node:fs/promises";
import { createConfigSchema } from "../core/config/config-schema.ts";
import { createSourcesSchema } from "../sources/sources-schema.ts";
import { renderConfigurationPage } from "./configuration-page.ts";
import { renderEnvExample } from "./env-example.ts";

// `npm run generate`: writes what is generated from the schemas in core/config/config.ts, sources/sources-schema.ts and env.ts.
// A test fails when it is stale.
const root = new URL("../../", import.meta.url);
const schema = createConfigSchema();
await mkdir(new URL("schema/", root), { recursive: true });
await writeFile(new URL("schema/outcomes.json", root), `${JSON.stringify(schema, null, 2)}\n`);
await writeFile(new URL("schema/sources.json", root), `${JSON.stringify(createSourcesSchema(), null, 2)}\n`);
await writeFile(new URL("docs/configuration.md", root), renderConfigurationPage(schema));
await writeFile(new URL(".env.example", root), renderEnvExample());
