import { expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../src/core/config/config.ts";
import { parseDescription } from "../../src/description/parsed-description.ts";

function readMeasure(body: string) {
  return parseDescription({ body, templates: [], fields: DEFAULT_CONFIG.fields }).fields.measure;
}

test.each([
  "## Post-deployment verification\n\n- [x] Service is up\n",
  "## Post-deployment verification\n\n- [x] Service is up\n- [ ] Logs are clean\n\n## Notes\n\nNone of them.\n",
  "## Prüfung nach dem Deployment\n\n- [x] Dienst läuft\n",
  "## Monitoring after deploy\n\n**Backend**\n\n- [x] Logs\n- [x] Alerts\n\n**Web**\n\n- [x] Sentry\n",
])("boxes to tick after a release are no measure: %j", (body) => {
  expect(readMeasure(body).state).toBe("missing");
});

test("words under the same heading are", () => {
  const body =
    "## Post-deployment verification\n\nFewer than five timeouts a day on the checkout dashboard.\n\n- [x] Service is up\n";

  expect(readMeasure(body)).toMatchObject({ state: "filled", text: expect.stringContaining("Fewer than five") });
});
