// What moves profit: the response beside each lever, and the ranking of inputs by how far they move profit.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axeViolations } from "./axe.mjs";
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
