// Screenshots of the whole page at several widths, light and dark.
//
//   node tests/e2e/shots.mjs OUTDIR [QUERY]     QUERY is added to the address, such as '?v=2&gpu=rubin'

import { mkdir } from "node:fs/promises";
import { launch } from "./browser.mjs";
import { FactoryPage } from "./page/factory-page.mjs";
import { startServer } from "./server.mjs";

const WIDTHS = [320, 360, 768, 1440, 2560];

const [out, query = ""] = process.argv.slice(2);
if (!out) {
  console.error("Usage: node tests/e2e/shots.mjs OUTDIR [QUERY]");
  process.exit(2);
}
await mkdir(out, { recursive: true });

const server = await startServer();
const browser = await launch();
try {
  for (const scheme of ["light", "dark"]) {
    for (const width of WIDTHS) {
      const height = width < 768 ? 720 : 900;
      const page = await FactoryPage.open(browser, server.url + query, { width, height, scheme });
      await page.ready();
      await page.tab.waitForLoadState("networkidle");
      const path = `${out}/${width}-${scheme}.png`;
      await page.tab.screenshot({ path, fullPage: true });
      const overflow = await page.overflow();
      console.log([path, overflow && `${overflow} px too wide`, ...page.errors].filter(Boolean).join(", "));
      await page.close();
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
