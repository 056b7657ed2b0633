// Accessibility by axe-core, and the views in which it is checked.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Each of the given viewport widths with a light and a dark colour scheme. */
export function views(widths) {
  return ["light", "dark"].flatMap((scheme) => widths.map((width) => ({ width, scheme })));
}

/**
 * Violations of WCAG 2.2 A and AA and of axe's best practices: one line for each rule, with its first elements.
 *
 * @param {import("playwright-core").Page} tab
 */
export async function axeViolations(tab) {
  await tab.evaluate(AXE);
  const { violations } = await tab.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.map(({ id, help, nodes }) => {
    const where = nodes.slice(0, 3).map((node) => node.target.join(" "));
    return `${id}: ${help}, ${nodes.length} times (${where.join("; ")})`;
  });
}
