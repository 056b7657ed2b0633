// Accessibility by axe-core, in one view or in all.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Violations of WCAG 2.2 A and AA and of axe's best practices: one line for each rule, with its first elements.
 *
 * @param {import("playwright-core").Page} tab
 * @param {object} [options] of axe
 */
export async function axeViolations(tab, options = {}) {
  await tab.evaluate(AXE);
  const { violations } = await tab.evaluate(
    (options) => window.axe.run(document, { resultTypes: ["violations"], ...options }),
    options,
  );
  return violations.map(({ id, help, nodes }) => {
    const where = nodes.slice(0, 3).map((node) => node.target.join(" "));
    return `${id}: ${help}, ${nodes.length} times (${where.join("; ")})`;
  });
}

/** The rules that compare colours. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/**
 * What axe finds in an open page at each of the given widths, light and dark, and where the page scrolls sideways: one line each,
 * with the view. In the dark scheme only colours differ, so only the rules that compare them run there.
 *
 * @param {import("./page/factory-page.mjs").FactoryPage} page
 * @param {number[]} widths
 * @param {() => Promise<void>} [arrange] brings the page into the state to check, at each width
 */
export async function faultsInViews(page, widths, arrange = async () => {}) {
  const faults = [];
  const check = async (view, options) => {
    const found = await axeViolations(page.tab, options);
    const overflow = await page.overflow();
    if (overflow > 0) found.push(`it scrolls sideways by ${overflow} px`);
    faults.push(...found.map((fault) => `${view}: ${fault}`));
  };
  for (const width of widths) {
    await page.tab.setViewportSize({ width, height: 900 });
    await page.media({ colorScheme: "light" });
    await arrange();
    // Drawings of another width are requested from the worker.
    await page.tab.waitForFunction(() => !document.querySelector('[data-behind="waiting"]'));
    await check(`${width} px, light`);
    await page.media({ colorScheme: "dark" });
    await check(`${width} px, dark`, { runOnly: COLOURS });
  }
  return faults;
}
