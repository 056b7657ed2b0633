// Pin and compare, and several scenarios side by side.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { faultsInViews } from "./axe.mjs";
import { program } from "./build.mjs";
import { mountedPages, serverAndBrowser } from "./fixtures.mjs";
import { normalizeSpace, parseNumber } from "./text.mjs";

const site = serverAndBrowser();
const open = mountedPages(site);

const section = (page) => page.named("compare");
const body = (page) => page.named("compare-body");
const step = (page, name) => section(page).locator(`[data-step="${name}"]`);
const compareButton = (page) => page.tab.locator('.changes [data-step="pin"]');
const text = async (locator) => normalizeSpace(await locator.textContent());

/** The texts of a table in the section. */
const rows = (page, name) =>
  page.named(name).locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, " ").trim())));

/** The command line's comparison of two links. */
const compared = (a, b) => JSON.parse(execFileSync(program, ["compare", "--format", "json", a, b], { encoding: "utf8" }));

/** Pins the present scenario, and moves a lever. */
async function pinned(page, lever, value) {
  await compareButton(page).click();
  await page.levers.set(lever, value);
  await page.named("compare-differences").waitFor({ state: "attached", timeout: 20_000 });
  await page.painted();
}

test("results, charts and the section say how far the scenario is from the one that is pinned", async () => {
  const page = await open("?v=2&context=64k");
  await pinned(page, "electricity", "0.15");
  assert.equal(await page.query(), "v=2&context=64k&electricity=0.15&vs=context:64k");
  assert.match(await text(page.named("pinned")), /^A Context length 64.*Swap A and B.*Show A.*Unpin$/);

  const { differences, results, split } = compared("context=64k", "context=64k&electricity=0.15");
  const profit = results.find((it) => it.name === "profit.profit");
  assert.deepEqual(differences.map((it) => it.name), ["electricity"]);
  const difference = await text(page.named("difference"));
  const [, percent] = difference.match(/, ([\d.]+) % less than A\.$/) ?? [];
  assert.ok(Math.abs(parseNumber(difference) / profit.difference - 1) < 0.006, `${difference} for ${profit.difference}`);
  assert.ok(Math.abs(Number(percent) + (100 * profit.difference) / profit.a) < 0.6, `${difference} for ${profit.a}`);
  assert.match(await text(page.named("equation")), /% less than A/);
  assert.match(await text(page.named("strip")), /vs A −\$/);

  const listed = await rows(page, "compare-results");
  assert.equal(listed.length, results.length);
  for (const [place, { a, b, difference }] of results.entries()) {
    const shown = listed[place].slice(1, 4).map(parseNumber);
    // Tokens a day are counted in trillions there, and shares in points.
    const near = (one, other) =>
      [other, 1e12 * other].some((other) => Math.abs(one - other) <= 0.006 * Math.abs(other) + 1e-9) || Math.abs(one - other) < 0.06 || (Number.isNaN(one) && !other);
    assert.ok(near(shown[0], a) && near(shown[1], b), `${listed[place]}: ${a}, ${b}`);
    assert.ok(near(shown[2], difference) || difference === 0, `${listed[place]}: ${difference}`);
  }
  assert.deepEqual((await rows(page, "compare-differences")).map((row) => row.slice(0, 1)), [["Electricity price"]]);
  const parts = await body(page).locator("details tbody tr").evaluateAll((rows) => rows.map((row) => row.lastElementChild.textContent));
  assert.equal(parts.length, 2);
  assert.ok(Math.abs(parseNumber(parts.at(-1)) / split.whole - 1) < 0.006, `${parts} for ${split.whole}`);
  assert.equal(await body(page).locator("svg").getAttribute("role"), "img");

  // The charts have the line of A in their tables, words and legends.
  for (const chart of ["profit", "market"]) {
    await page.charts.live(chart).waitFor({ state: "attached" });
    const { columns } = await page.charts.table(chart);
    assert.ok(columns.some((column) => /, A\b/.test(column)), `${chart}: ${columns}`);
    const hasText = "A is the scenario that is compared with";
    assert.ok((await page.charts.description(chart, { hasText })).includes(hasText));
    assert.ok(await page.charts.series(chart).filter({ hasText: ", A" }).count() > 0, chart);
  }
  const { columns, rows: values, remarks } = await page.charts.table("profit");
  const at = (name) => columns.findIndex((column) => column.startsWith(name));
  const [own, of] = [at("Costs, A"), at("Revenue, A")];
  assert.ok(own > 0 && of > 0 && values.every((row) => Number.isFinite(parseNumber(row[own]))));
  assert.ok(remarks.some((remark) => remark.startsWith("A ")), remarks.join("; "));
});

test("both scenarios are in the link, which a fresh page reads, and which Undo and Back follow", async () => {
  const page = await open();
  await pinned(page, "context", "1M");
  const query = await page.query();
  assert.equal(query, "v=2&context=1M&vs=baseline");
  const difference = await text(page.named("difference"));
  const finding = await page.finding();
  assert.equal(await page.tab.evaluate(() => document.documentElement.dataset.link), query);
  assert.match(await page.link("Story").getAttribute("href"), /vs=baseline/);

  const fresh = await open(`?${query}`);
  await fresh.named("compare-differences").waitFor({ state: "attached", timeout: 20_000 });
  assert.equal(await text(fresh.named("difference")), difference);
  assert.equal(await fresh.finding(), finding);
  await fresh.tab.reload();
  await fresh.ready();
  assert.equal(await text(fresh.named("difference")), difference);

  await step(fresh, "swap").click();
  await fresh.painted();
  assert.equal(await fresh.query(), "v=2&vs=context:1M");
  await fresh.named("undo").click();
  await fresh.painted();
  assert.equal(await fresh.query(), query);
  await step(fresh, "show").click();
  await fresh.painted();
  assert.equal(await fresh.query(), "v=2&vs=baseline");
  assert.match(await text(fresh.named("difference")), /as in A/);
  await fresh.preset("chat").click();
  await fresh.painted();
  await fresh.tab.goBack();
  await fresh.painted();
  assert.equal(await fresh.query(), "v=2&vs=baseline");
  await step(fresh, "unpin").click();
  await fresh.painted();
  assert.equal(await fresh.query(), "");
  assert.equal(await fresh.named("pinned").isVisible(), false);
  await body(fresh).getByText("Pin a scenario as A").waitFor();
  assert.notEqual(await fresh.focus.name(), "BODY");
});

test("what cannot be read of A is told as such, and the rest is read", async () => {
  const page = await open("?v=2&context=1M&vs=gpu:abacus;electricity:0.2");
  const [fault] = await page.linkErrors;
  assert.match(fault, /^In the scenario to compare with: “gpu” was not set\./);
  assert.match(await text(page.named("pinned")), /Electricity price/);
});

for (const width of [360, 1366]) {
  test(`nothing moves while a lever is moved against A at ${width} px`, async () => {
    const page = await open("?v=2&vs=gpu:h100", { width, height: 768 });
    const boxes = () =>
      page.tab.evaluate(() =>
        [...document.querySelectorAll(".pinned, .lever-panel .track, .instrument canvas, .changes button.quiet")].map((it) => {
          const { left, top, right, bottom } = it.getBoundingClientRect();
          return [left, top + scrollY, right, bottom + scrollY].map(Math.round).join(" ");
        }),
      );
    await page.named("compare-differences").waitFor({ state: "attached", timeout: 20_000 });
    await page.painted();
    const before = await boxes();
    for (const [lever, parts] of [["context", [0, 1]], ["agents", [0, 0.5, 1]], ["electricity", [0, 1]]]) {
      const last = Number(await page.levers.slider(lever).getAttribute("max"));
      for (const part of parts) {
        await page.levers.move(lever, Math.round(part * last));
        await page.painted();
        assert.deepEqual(await boxes(), before, `${lever} at ${part}`);
      }
    }
    assert.equal(await page.overflow(), 0);
  });
}

test("up to four scenarios stand side by side, and the head of a column takes its scenario over", async () => {
  const page = await open("?v=2&electricity=0.12&shocks=edge");
  const form = page.question("columns");
  await form.getByRole("button", { name: "Compare generations" }).click();
  const table = page.named("columns-table");
  await table.waitFor({ timeout: 20_000 });
  const heads = await table.locator("thead a").allTextContents();
  assert.deepEqual(heads.map((it) => it.trim().split(" ")[0]), ["H100", "GB200", "Vera", "MI355X"]);
  const row = async (label) => (await rows(page, "columns-table")).find(([head]) => head === label);
  const profits = await row("Profit");
  for (const [place, gpu] of ["h100", "gb200", "rubin", "mi355x"].entries()) {
    const profit = compared("", `electricity=0.12&shocks=edge&gpu=${gpu}`).results[0].b;
    assert.ok(Math.abs(parseNumber(profits[place + 1]) / profit - 1) < 0.006, `${gpu}: ${profits[place + 1]} for ${profit}`);
  }
  assert.deepEqual((await row("GPU generation")).slice(1), heads.map((it) => it.trim()));
  await table.getByRole("link", { name: heads[2].trim() }).click();
  await page.painted();
  assert.equal(await page.query(), "v=2&gpu=rubin&electricity=0.12&shocks=edge");

  // Typed by keyboard: settings, a link, the pinned scenario, and what is no scenario.
  await compareButton(page).click();
  await page.levers.set("electricity", "0.2");
  const fields = form.locator("[name=column]");
  for (const [place, typed] of ["this", "A", "context=1M", "v=2&agents=10M"].entries()) await fields.nth(place).fill(typed);
  await fields.nth(3).press("Enter");
  await page.named("columns-table").filter({ hasText: "Link in column 4" }).waitFor({ timeout: 20_000 });
  const electricity = await row("Electricity price");
  assert.match(electricity[1], /0\.2\b|0\.20/);
  assert.match(electricity[2], /0\.12/);
  const context = await row("Context length");
  assert.match(context[3], /^1M/);
  // A link leads to its scenario in the page itself: A stays, and Undo reverts it.
  const before = await page.query();
  await page.named("columns-table").getByRole("link", { name: "Link in column 4" }).click();
  await page.painted();
  assert.match(await page.query(), /^v=2&agents=10M&vs=/);
  await page.named("undo").click();
  await page.painted();
  assert.equal(await page.query(), before);
  // The table follows the scenario.
  await page.levers.set("electricity", "0.3");
  await page.named("columns-table").filter({ hasText: "0.30" }).waitFor({ timeout: 20_000 });
  await fields.nth(1).fill("moon=1");
  await fields.nth(1).press("Enter");
  await page.named("columns-fault").waitFor({ timeout: 20_000 });
  assert.match(await text(page.named("columns-fault")), /^Column 2: .*moon/);
});

test("by keys alone a scenario is pinned, exchanged and unpinned, and it is said", async () => {
  const page = await open("?v=2&gpu=h100");
  await compareButton(page).focus();
  const said = await page.announcedAfter(() => page.tab.keyboard.press("Enter"));
  assert.match(said, /pinned as A/);
  await page.levers.slider("electricity").focus();
  const result = await page.announcedAfter(() => page.tab.keyboard.press("ArrowRight"));
  assert.match(result, /less than in A/);
  await page.named("pinned").locator('[data-step="swap"]').focus();
  await page.tab.keyboard.press("Space");
  await page.painted();
  assert.match(await page.query(), /^v=2&gpu=h100&vs=gpu:h100;electricity:/);
  await page.named("pinned").locator('[data-step="unpin"]').focus();
  await page.tab.keyboard.press("Enter");
  await page.painted();
  assert.equal(await page.query(), "v=2&gpu=h100");
  assert.equal(await compareButton(page).evaluate((it) => it === document.activeElement), true);
});

test("the link of the head pins and leads to the section", async () => {
  const page = await open("?v=2&gpu=h100");
  await page.link("Compare").click();
  await page.tab.waitForURL(/\?v=2&gpu=h100&vs=gpu:h100#compare$/);
  const top = await page.tab.locator("#compare").evaluate((it) => it.getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 400, `${top}`);
});

test("axe finds nothing in a comparison, and nothing scrolls sideways", async () => {
  const page = await open("?v=2&gpu=rubin&context=128k&shocks=electricity&vs=gpu:h100");
  await page.named("compare-differences").waitFor({ state: "attached", timeout: 20_000 });
  await section(page).locator("summary").evaluateAll((all) => all.forEach((it) => it.click()));
  await page.question("columns").getByRole("button", { name: "Compare generations" }).click();
  await page.named("columns-table").waitFor({ timeout: 20_000 });
  assert.deepEqual(await faultsInViews(page, [360, 1280]), []);
});

test("without scripts nothing is offered that does nothing", async () => {
  const page = await site.open("", { script: false });
  assert.equal(await page.tab.locator("button[data-step]:visible, .question:visible").count(), 0);
  assert.match(await text(body(page)), /^Pin a scenario as A/);
});
