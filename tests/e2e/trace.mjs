// Traces of Chromium: what its main thread did.

/** Events during which a script runs. */
const SCRIPT = new Set(["EvaluateScript", "EventDispatch", "FireAnimationFrame", "FunctionCall", "RunMicrotasks", "TimerFire"]);

/**
 * The events of the page's main thread during an action, ordered by start time.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {import("playwright-core").Page} page
 * @param {() => Promise<void>} act
 * @param {string[]} [more] categories in addition to those of the timeline
 */
export async function traceMainThread(browser, page, act, more = []) {
  await browser.startTracing(page, { categories: ["devtools.timeline", "toplevel", ...more] });
  let events;
  try {
    await act();
  } finally {
    ({ traceEvents: events } = JSON.parse(await browser.stopTracing()));
  }
  const thread = ({ pid, tid }) => `${pid} ${tid}`;
  const frames = new Map();
  for (const event of events) {
    if (event.name === "FireAnimationFrame") frames.set(thread(event), (frames.get(thread(event)) ?? 0) + 1);
  }
  const [main] = [...frames].sort((a, b) => b[1] - a[1])[0] ?? [];
  return events.filter((event) => thread(event) === main).sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
}

/** The layouts forced by a script: those that started while it ran. */
export function forcedLayouts(events) {
  let end = 0;
  return events.filter(({ name, ts, dur = 0 }) => {
    if (SCRIPT.has(name)) end = Math.max(end, ts + dur);
    return name === "Layout" && ts < end;
  });
}
