// What changes profit: the response next to each lever, and the ranking of inputs by their effect on profit.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axeViolations, faultsInViews } from "./axe.mjs";
import { mountedPages } from "./fixtures.mjs";

const open = mountedPages();

test("each numeric lever says what ten per cent more of it does", async () => {
  const page = await open();
  const levers = await page.levers.all();
  const sliders = levers.filter(({ last }) => last !== undefined && last > 0);
  for (const { name } of sliders) {
    await page.levers.response(name).filter({ hasText: "→" }).waitFor();
    assert.match(await page.levers.response(name).textContent(), /→ .+/, name);
  }
  assert.match(await page.levers.response("electricity").textContent(), /^\+10\u00a0% → \u2212[\d.]+\u00a0% profit/);
});

test("a sold-out site gains nothing from more agents, and says why", async () => {
  const page = await open("?agents=50B&shortage=queue&load=100");
  await page.levers.response("agents").filter({ hasText: "sold out" }).waitFor();
  assert.match(await page.levers.response("agents").textContent(), /no change: sold out$/);
});

test("inputs are ranked, summed up in a sentence, and each bar leads to its number", async () => {
  const page = await open();
  await page.sensitivity.section.scrollIntoViewIfNeeded();
  const finding = await page.sensitivity.finding.textContent();
  assert.match(finding, /^.+ moves profit most/);
  assert.ok((await page.sensitivity.picture.getAttribute("alt")).includes(finding), "the picture does not say the finding");
  await page.unfold('[data-name="table-swings"]');
  await page.sensitivity.table.locator("tbody").waitFor();
  const rows = await page.sensitivity.table.locator("tbody tr").allTextContents();
  assert.ok(rows.length > 12, `${rows.length} rows`);
  assert.ok(finding.startsWith(await page.sensitivity.table.locator("tbody th").first().textContent()));
  await page.levers.set("electricity", "0.20");
  const bars = page.sensitivity.bars;
  await bars.first().waitFor();
  assert.equal(await bars.count(), 12);
  const [label] = await bars.first().locator("text").allTextContents();
  assert.ok((await page.sensitivity.finding.textContent()).startsWith(`${label} moves profit most`));
  const name = (await bars.first().getAttribute("href")).slice(1);
  await bars.first().focus();
  await page.tab.keyboard.press("Enter");
  await page.dialog.derivation(name).waitFor();
});

test("what the reader sets is no longer uncertain", async () => {
  const page = await open("?paid=50");
  await page.sensitivity.section.scrollIntoViewIfNeeded();
  await page.sensitivity.bars.first().waitFor();
  const labels = await page.sensitivity.bars.locator("text:first-of-type").allTextContents();
  assert.ok(!labels.includes("Paid share") && labels.includes("Agents"), labels.join());
});

test("axe finds nothing wrong with any of it", async () => {
  for (const options of [{ width: 360, scheme: "light" }, { width: 1440, scheme: "dark" }]) {
    const page = await open("", options);
    await page.levers.all();
    await page.levers.set("electricity", "0.08");
    await page.sensitivity.section.scrollIntoViewIfNeeded();
    await page.sensitivity.bars.first().waitFor();
    await page.levers.values("agents", "break-even").first().focus();
    assert.deepEqual(await axeViolations(page.tab), []);
    assert.deepEqual(await page.failedComputations(), []);
    assert.equal(await page.overflow(), 0);
  }
});

test("behind every slider stands a curve over its whole track, which follows the other levers", async () => {
  const page = await open();
  await page.unfold(".group");
  const tracks = page.tab.locator(".groups .track");
  await page.tab.waitForFunction(() => document.querySelectorAll(".groups .levers-about").length === 6);
  const shapes = () =>
    tracks.evaluateAll((tracks) =>
      tracks.map((track) => [track.dataset.track, [...track.querySelectorAll(".spark path")].map((path) => path.getAttribute("d")).join(" ")]),
    );
  const before = new Map(await shapes());
  assert.ok(before.size > 40, `${before.size} tracks`);
  // The effects of tax and carbon are shown below the profit, and change nothing that is drawn.
  const flat = [...before].filter(([, shape]) => shape.trim() === "").map(([lever]) => lever);
  assert.ok(flat.every((lever) => ["tax", "carbon"].includes(lever)), flat.join(" "));
  assert.match(await page.tab.locator('[data-name="group-market"] .levers-about').textContent(), /spends by 2032/);
  assert.match(await page.tab.locator('[data-name="group-site"] .levers-about').textContent(), /profit over the whole range/);
  await page.levers.set("electricity", "0.30");
  await page.tab.waitForFunction(
    (old) => [...document.querySelectorAll('[data-track="pue"] .spark path')].map((path) => path.getAttribute("d")).join(" ") !== old,
    before.get("pue"),
  );
  assert.equal(await tracks.count(), before.size);
});

test("a broken rule comes with the nearest settings that keep it, and a click takes one over", async () => {
  const page = await open("?v=2&fast_speed=900");
  const remedies = page.named("remedies");
  await remedies.locator("button").first().waitFor();
  assert.match(await remedies.textContent(), /^To reach the speed of the real-time tier, set one of: /);
  const before = await page.query();
  const broken = remedies.locator("li").filter({ hasText: "real-time tier" });
  await broken.locator("button").first().press("Enter");
  await broken.waitFor({ state: "detached" });
  assert.match(await page.query(), /^v=2&fast_speed=\d+$/);
  await page.named("undo").click();
  await broken.waitFor();
  assert.equal(await page.query(), before);
});

test("axe finds nothing with remedies and curves shown, and nothing scrolls sideways", async () => {
  const page = await open("?fast_speed=900&context=2M");
  await page.named("remedies").locator("button").first().waitFor();
  await page.unfold('[data-name="group-capital"]');
  assert.deepEqual(await faultsInViews(page, [360, 1280]), []);
});
