// Measures the frames of a drag: of this page, and of two charts redrawn by uPlot and by Chart.js.
//
//   node tests/e2e/drag.mjs [ROUNDS] [MOVES]       rounds (3), and frames of each drag (200)

import { cpus, loadavg } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { launchFull } from "./browser.mjs";
import { root } from "./build.mjs";
import { FactoryPage } from "./page/factory-page.mjs";
import { startServer } from "./server.mjs";
import { quantile } from "./statistics.mjs";
import { table } from "./tables.mjs";
import { dragSlider, releaseSlider } from "./timing.mjs";
import { forcedLayouts, traceMainThread } from "./trace.mjs";

const rounds = Number(process.argv[2] ?? 3);
const moves = Number(process.argv[3] ?? 200);
const SLOWDOWN = 4;
/** Drags before the measurement: until code is compiled, and modules loaded later are there. */
const WARM_UP = 60;
/** Frames recorded in a trace, which slows them down. */
const TRACED = 60;
const VIEWPORT = { width: 1280, height: 900 };

/** Renders a frame as soon as the last one is painted, not at the display's refresh rate. */
const UNLIMITED = ["--disable-frame-rate-limit", "--disable-gpu-vsync"];

const server = await startServer();
const rival = (file) => ({
  async open(browser) {
    const context = await browser.newContext({ viewport: VIEWPORT });
    const tab = await context.newPage();
    await tab.goto(`file://${root}tests/e2e/rivals/${file}`);
    return { tab, slider: () => tab.locator("input"), settled: async () => {}, errors: [] };
  },
});
const PAGES = [
  { name: "uPlot", sliders: ["two charts"], ...rival("uplot.html") },
  { name: "Chart.js", sliders: ["two charts"], ...rival("chartjs.html") },
  {
    name: "this page",
    sliders: ["electricity", "agents"],
    async open(browser) {
      const page = await FactoryPage.open(browser, server.url, VIEWPORT);
      await page.ready();
      const slider = (lever) => page.levers.slider(lever);
      return { tab: page.tab, slider, settled: () => page.draws.finished(), errors: page.errors };
    },
  },
];
const DURATIONS = { task: "TaskDuration", script: "ScriptDuration", layout: "LayoutDuration", style: "RecalcStyleDuration" };
const COUNTS = { layouts: "LayoutCount", styles: "RecalcStyleCount" };

/** The durations of the frames of a drag: from one to the next, and the average of each according to Chromium's
 *  metrics. */
async function measure(session, slider) {
  const read = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const before = await read();
  const { frames, longest } = await dragSlider(slider, moves);
  const after = await read();
  const each = (name, scale) => ((after[name] - before[name]) * scale) / frames.length;
  return {
    median: quantile(frames, 0.5),
    p95: quantile(frames, 0.95),
    ...Object.fromEntries(Object.entries(DURATIONS).map(([key, name]) => [key, each(name, 1000)])),
    ...Object.fromEntries(Object.entries(COUNTS).map(([key, name]) => [key, each(name, 1)])),
    longest,
  };
}

/** Opens a page and does something with each of its sliders, after a drag that is not measured. */
async function withSliders(browser, page, act) {
  const { tab, slider: find, settled, errors } = await page.open(browser);
  try {
    const session = await tab.context().newCDPSession(tab);
    // The thread's own time: other load on the machine does not count.
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    for (const name of page.sliders) {
      const slider = find(name);
      await dragSlider(slider, WARM_UP);
      await releaseSlider(slider);
      await settled();
      await act({ tab, session, slider, label: `${page.name}, ${name}` });
      await releaseSlider(slider);
      await settled();
    }
    if (errors.length > 0) throw new Error(`the page has errors: ${errors.join("; ")}`);
  } finally {
    await tab.context().close();
  }
}

/** The share of processor time used by other programs: over two seconds, and the load averages. */
async function busyness() {
  const times = () => {
    const all = cpus().map((processor) => processor.times);
    const sum = (of) => all.reduce((total, each) => total + of(each), 0);
    return { idle: sum(({ idle }) => idle), total: sum((each) => Object.values(each).reduce((a, b) => a + b)) };
  };
  const before = times();
  await wait(2000);
  const after = times();
  const busy = 100 * (1 - (after.idle - before.idle) / (after.total - before.total));
  return `${busy.toFixed(0)} % busy for two seconds, load ${loadavg().map((load) => load.toFixed(2)).join(" ")}`;
}

const shuffled = (list) => list.map((it) => [Math.random(), it]).sort(([a], [b]) => a - b).map(([, it]) => it);

const calm = await busyness();
const browser = await launchFull(...UNLIMITED);
/** The measurements of each round, by label and slowdown. */
const measured = new Map();
for (const { name, sliders } of PAGES) {
  for (const slider of sliders) measured.set(`${name}, ${slider}`, { 1: [], [SLOWDOWN]: [] });
}
const forced = new Map();
try {
  for (let round = 0; round < rounds; round += 1) {
    for (const page of shuffled(PAGES)) {
      await withSliders(browser, page, async ({ session, slider, label }) => {
        for (const rate of [1, SLOWDOWN]) {
          await session.send("Emulation.setCPUThrottlingRate", { rate });
          measured.get(label)[rate].push(await measure(session, slider));
        }
        await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
      });
    }
  }
  for (const page of PAGES) {
    await withSliders(browser, page, async ({ tab, slider, label }) => {
      const events = await traceMainThread(browser, tab, () => dragSlider(slider, TRACED));
      forced.set(label, forcedLayouts(events).length / TRACED);
    });
  }
} finally {
  await browser.close();
  await server.stop();
}

/** The median of the rounds. */
const of = (label, rate, key) => quantile(measured.get(label)[rate].map((round) => round[key]), 0.5);
const longest = (label, rate) => Math.max(...measured.get(label)[rate].map((round) => round.longest));
const asLongest = (ms) => (ms === 0 ? "<50" : ms.toFixed(0));
const TIMES = ["median", "p95", "task", "script", "layout", "style"];
for (const rate of [1, SLOWDOWN]) {
  const speed = rate === 1 ? "" : `, the processor ${rate} times slower`;
  table(
    `Milliseconds of a frame of a drag${speed}: median of ${rounds} rounds of ${moves} frames, without a display's refresh.\n` +
      "Median and p95 by the clock, the rest by the main thread's own time; layouts, forced layouts and styles are counts",
    ["page, slider", "median", "p95", "main thread", "script", "layout", "style", "layouts", "forced", "styles", "longest task"],
    [...measured.keys()].map((label) => [
      label,
      ...TIMES.map((key) => of(label, rate, key).toFixed(2)),
      of(label, rate, "layouts").toFixed(2),
      forced.get(label).toFixed(2),
      of(label, rate, "styles").toFixed(2),
      asLongest(longest(label, rate)),
    ]),
  );
}

const uplot = of("uPlot, two charts", 1, "median");
const targets = PAGES.at(-1).sliders.flatMap((slider) => {
  const label = `this page, ${slider}`;
  const row = (what, value, most, digits = 1, shown = value.toFixed(digits)) => [
    `${slider}: ${what}`,
    shown,
    most === 0 ? "none" : `at most ${most}`,
    value <= most ? "meets" : "misses",
  ];
  return [
    row("median over that of uPlot", of(label, 1, "median") / uplot, 2, 2),
    row("p95, ms", of(label, 1, "p95"), 16),
    row(`p95 at ${SLOWDOWN} times slower, ms`, of(label, SLOWDOWN, "p95"), 33),
    row("layouts a frame", Math.round(of(label, 1, "layouts") * 100) / 100, 1, 2),
    row("forced layouts a frame", forced.get(label), 0, 2),
    row(`longest task at ${SLOWDOWN} times slower, ms`, longest(label, SLOWDOWN), 50, 0, asLongest(longest(label, SLOWDOWN))),
  ];
});
table("Targets", ["this page", "", "target", ""], targets);
console.log(`\nThe machine, ${cpus().length} processors: before ${calm}; after ${await busyness()}`);
