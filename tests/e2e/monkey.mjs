// Uses the page at random for minutes. Every 50 steps each number on it is compared with the sheet that the native
// program prints for the address shown, and the output of the web worker with its output for a page newly opened at
// that address. `make test-long`.
//
//   MONKEY_MINUTES=5 MONKEY_SEED=1 node tests/e2e/monkey.mjs

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { launchForLong } from "./browser.mjs";
import { program } from "./build.mjs";
import { FactoryPage } from "./page/factory-page.mjs";
import { startServer } from "./server.mjs";

const MINUTES = Number(process.env.MONKEY_MINUTES ?? 5);
const SEED = Number(process.env.MONKEY_SEED ?? Date.now() % 1_000_000);
const STEPS = 50;

/** Random numbers from 0 to 1 (mulberry32). */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
const random = generator(SEED);
const below = (count) => Math.floor(random() * count);
const oneOf = (list) => list[below(list.length)];

console.log(`Seed ${SEED}.`);
const server = await startServer();
const browser = await launchForLong();
const page = await FactoryPage.open(browser, server.url);
await page.ready();

/** Does something to a random visible element of a selector. Returns whether there is one. */
async function withOne(selector, act, argument) {
  return page.tab.evaluate(
    ([selector, act, at, argument]) => {
      const found = [...document.querySelectorAll(selector)].filter((it) => it.checkVisibility() && !it.disabled);
      if (found.length === 0) return false;
      const element = found[Math.floor(at * found.length)];
      if (act === "click") element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
      else if (act === "unfold") element.open = !element.open;
      else if (act === "choose") {
        element.selectedIndex = Math.floor(argument * element.options.length);
        element.dispatchEvent(new Event("change", { bubbles: true }));
      } else if (act === "type") {
        element.focus();
        element.value = argument;
        element.dispatchEvent(new Event("input", { bubbles: true }));
        element.blur();
      } else if (act === "drag" || act === "drag on") {
        const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
        set.call(element, String(Math.round(argument * Number(element.max))));
        element.dispatchEvent(new Event("input", { bubbles: true }));
        if (act === "drag") element.dispatchEvent(new Event("change", { bubbles: true }));
      }
      return true;
    },
    [selector, act, random(), argument],
  );
}

const TYPED = ["0", "1", "-1", "12k", "1M", "0.07", "40%", "200", "$3", "1.5", "abc", "", "1e400", "H100", "64k"];
const LINKS = [
  "",
  "v=2&gpu=h100&context=1M&power=1GW&batch_share=100&standard_share=0&fast_share=0",
  "v=2&gpu=tpu7x",
  "v=2&shocks=electricity,edge",
  "v=2&llm=nemotron-3-super&context=200k",
  "v=2&agents=1B&power=10GW",
  "v=1&gpu=gb200",
];

/** The actions of a reader; each is performed about as often as its weight says. */
const ACTIONS = [
  [12, () => withOne("main input[type=range]", "drag", random())],
  [6, () => withOne("main input[type=range]", "drag on", random())],
  [6, () => withOne("main .entry input, main .entry select", "type", oneOf(TYPED))],
  [5, () => withOne("main .lever select, select.over", "choose", random())],
  [4, () => withOne(".preset button, [data-component=preset] button, button[data-component=preset]", "click")],
  [4, () => withOne("[data-shock], [data-shock-clear]", "click")],
  [4, () => withOne(".chip", "click")],
  [3, () => withOne("[data-name=differences] button", "click")],
  [3, () => withOne("main details", "unfold")],
  [2, () => withOne("[data-component=phrase]", "click")],
  [2, () => withOne(".reset", "click")],
  [3, () => page.tab.keyboard.press("Control+z")],
  [2, () => page.tab.keyboard.press("Control+y")],
  // Before the first entry of the page is the empty one of the tab.
  [2, () => page.tab.evaluate(() => navigation.canGoBack && history.back())],
  [1, () => page.tab.evaluate(() => history.forward())],
  [2, () => withOne("main [data-number]", "click")],
  [3, () => page.tab.keyboard.press("Escape")],
  [1, () => page.follow(oneOf(LINKS))],
  [1, () => withOne("[data-name=scheme] button", "click")],
  [1, () => page.tab.setViewportSize({ width: oneOf([360, 768, 1366, 1920]), height: oneOf([740, 768, 1080]) })],
  [1, () => page.tab.mouse.wheel(0, below(4_000) - 2_000)],
];
const TOTAL = ACTIONS.reduce((sum, [weight]) => sum + weight, 0);

/** One step. Clicks of links to other pages are undone by going back. */
async function step() {
  let at = random() * TOTAL;
  const [, act] = ACTIONS.find(([weight]) => (at -= weight) < 0);
  await act();
  await page.painted();
}

/** Waits until everything on the page is for the scenario in its address. */
async function settled() {
  await page.tab.keyboard.press("Escape");
  // A lever that is held is released.
  await page.tab.evaluate(() => {
    for (const input of document.querySelectorAll("main input[type=range]")) input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await until(() => {
    const root = document.documentElement;
    return !("behind" in root.dataset) && !("unwritten" in root.dataset) && location.search.slice(1) === root.dataset.link;
  });
  await page.tab.waitForTimeout(1_500);
  await until(() => !("behind" in document.documentElement.dataset));
}

/** Waits a minute for something on the page; if it does not come, the error has the address and the state of the page. */
async function until(condition) {
  try {
    await page.tab.waitForFunction(condition, undefined, { timeout: 60_000 });
  } catch (error) {
    const found = await page.tab.evaluate(() => ({ address: location.href, ...document.documentElement.dataset }));
    throw new Error(`not settled after ${steps} steps: ${JSON.stringify(found)}; errors: ${page.errors.join("; ")}`, { cause: error });
  }
}

/** Every number that the page shows, by its name in the sheet. Folded parts are requested again when they are
 *  unfolded. */
const numbers = () =>
  page.tab.evaluate(() =>
    [...document.querySelectorAll(".number[data-number]")].filter((it) => it.checkVisibility()).map((it) => ({
      name: it.dataset.number,
      text: it.textContent.replace(/\s+/g, " ").trim(),
      place: it.closest("[data-name], [data-component], [id]")?.outerHTML.slice(0, 80),
    })),
  );

/** The sheet of a link, by names. */
function sheet(link) {
  const { stdout, stderr, status } = spawnSync(program, ["sheet", link, "--format", "json"], { maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(String(stderr));
  return new Map(JSON.parse(stdout).numbers.map((it) => [it.name, it]));
}

/**
 * The output of the web worker, by the name of its place. The drawings below canvases are left out: they show the draws
 * available when they were requested, which may be fewer.
 */
const written = (of) =>
  of.tab.evaluate(() => {
    const places = [...document.querySelectorAll("[data-from-worker]")].filter((it) => !it.dataset.figure);
    const name = (it) => it.dataset.name ?? it.dataset.drawing;
    return Object.fromEntries(places.filter(name).map((it) => [name(it), it.textContent.replace(/\s+/g, " ").trim()]));
  });

/** Scrolls to each drawing: one that is far off the screen takes its present width when it comes near. */
const seeDrawings = (of) =>
  of.tab.evaluate(async () => {
    for (const place of document.querySelectorAll("[data-drawing], [data-name=swings-body], [data-name=compare-body]")) {
      place.scrollIntoView();
      for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
    }
  });

/** Compares the output of the worker with its output for a separate page. */
async function compareWritten() {
  const link = await page.tab.evaluate(() => location.search);
  // The baseline is prerendered: its drawings exist in several widths.
  if (link === "") return { count: 0, stale: [] };
  const fresh = await FactoryPage.open(browser, server.url + link, page.tab.viewportSize());
  await fresh.ready();
  for (const it of [page, fresh]) {
    await seeDrawings(it);
    await it.tab.waitForFunction(() => {
      const { draws } = document.querySelector("[data-draws]")?.dataset ?? { draws: "10000" };
      return !("behind" in document.documentElement.dataset) && ["none", "10000"].includes(draws);
    });
  }
  await fresh.tab.waitForTimeout(1_500);
  const [own, expected] = [await written(page), await written(fresh)];
  await fresh.close();
  const names = Object.keys(own).filter((name) => expected[name] && own[name]);
  const stale = names.filter((name) => own[name] !== expected[name]);
  return { count: names.length, stale: stale.map((name) => `${name}: “${own[name]}” in place of “${expected[name]}” at ${link}`) };
}

/** Compares each number with the sheet. Returns how many were compared, and those that differ. */
async function compare() {
  const link = await page.tab.evaluate(() => location.search.slice(1));
  const rows = sheet(link);
  const stale = [];
  const shown = await numbers();
  for (const { name, text, place } of shown) {
    const row = rows.get(name);
    const expected = !row || row.value === null ? "—" : row.shown.replace(/\s+/g, " ");
    // A table may state the unit in its header.
    if (text !== expected && !expected.startsWith(`${text} `) && !(expected === "—" && text.startsWith("—"))) {
      stale.push(`${name}: “${text}” in place of “${expected}” at ${link} in ${place}`);
    }
  }
  return { count: shown.length, stale };
}

const began = Date.now();
let [steps, checks, compared] = [0, 0, 0];
const stale = [];
while (Date.now() - began < MINUTES * 60_000) {
  for (let left = STEPS; left > 0; left -= 1) {
    await step();
    steps += 1;
  }
  await settled();
  for (const found of [await compare(), await compareWritten()]) {
    compared += found.count;
    stale.push(...found.stale);
  }
  checks += 1;
}
console.log(`${steps} steps, ${checks} comparisons, ${compared} numbers and texts compared, ${stale.length} stale.`);
const { errors } = page;
await browser.close();
await server.stop();
assert.deepEqual(stale.slice(0, 20), []);
assert.deepEqual(errors, []);
