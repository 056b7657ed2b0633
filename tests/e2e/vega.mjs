// Vega-Lite specifications compiled and rendered like in an editor or a notebook, without a browser.

import * as vega from "vega";
import * as vegaLite from "vega-lite";

/**
 * Compiles and renders a specification.
 *
 * @param {object} spec a Vega-Lite specification with its data inline
 * @returns {Promise<{ svg: string, warnings: string[], marks: Record<string, number> }>} the drawing, what the compiler and the
 *   runtime warned of, and how many items of each type of mark are drawn, without those of axes, legends and titles
 */
export async function rendered(spec) {
  const warnings = [];
  const warn = (...words) => (warnings.push(words.join(" ")), logger);
  const silent = () => logger;
  const logger = { level: silent, error: warn, warn, info: silent, debug: silent };
  const compiled = vegaLite.compile(spec, { logger }).spec;
  const load = (address) => Promise.reject(new Error(`${address} is asked for: all data must be inline`));
  const loader = { ...vega.loader(), load };
  const view = new vega.View(vega.parse(compiled), { renderer: "none", loader, logger });
  await view.runAsync();
  const svg = await view.toSVG();
  const marks = {};
  const walk = (item) => {
    for (const group of item.items ?? []) {
      if (group.marktype && !(group.role ?? "").match(/^(axis|legend|title)/)) {
        if (group.marktype !== "group") marks[group.marktype] = (marks[group.marktype] ?? 0) + group.items.length;
        walk(group);
      } else if (!group.marktype) walk(group);
    }
  };
  walk({ items: [view.scenegraph().root] });
  view.finalize();
  return { svg, warnings, marks };
}
