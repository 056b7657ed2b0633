// Question forms: solving for a lever, conditions for a result, a sweep.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { faultsInViews } from "./axe.mjs";
import { program } from "./build.mjs";
import { mountedPages, serverAndBrowser } from "./fixtures.mjs";
import { normalizeSpace, parseNumber } from "./text.mjs";

const site = serverAndBrowser();
const open = mountedPages(site);

const answer = (page, form) => page.question(form).locator("[data-answer]");
const text = async (locator) => normalizeSpace(await locator.textContent());

/** The output of the command line. */
const json = (...args) => JSON.parse(execFileSync(program, [...args, "--format", "json"], { encoding: "utf8" }));

test("a lever is solved for, and its value is used and taken back", async () => {
  const page = await open();
  const solved = answer(page, "solve");
  await page.question("solve").getByRole("button", { name: /agents fill/ }).click();
  const use = solved.getByRole("button", { name: /^Use this value/ }).first();
  await use.waitFor({ timeout: 20_000 });
  await use.click();
  await page.painted();
  const query = await page.query();
  assert.match(query, /^v=2&agents=\d+(\.\d+)?[MB]?$/);
  const sheet = JSON.parse(execFileSync(program, ["solve", query, "--target", "profit.asked=100%", "--by", "agents", "--format", "json"], { encoding: "utf8" }));
  assert.ok(Math.abs(sheet.present.number - 100) < 1e-6, JSON.stringify(sheet.present));
  await page.named("undo").click();
  await page.painted();
  assert.equal(await page.query(), "");

  // Typed, and out of reach: reports how far it goes.
  await page.question("solve").getByRole("button", { name: /40 % margin/ }).click();
  await page.tab.waitForFunction(() => document.querySelector("[data-question=solve] [name=lever]").value === "electricity");
  await page.question("solve").locator("[name=target]").fill("99 %");
  await page.tab.keyboard.press("Enter");
  // The previous answer stays until this one arrives.
  await page.named("solve-missed").filter({ hasText: "99 %" }).waitFor({ timeout: 20_000 });
  assert.match(await text(page.named("solve-missed")), /^No value of electricity price makes it 99 %\. Along its whole track it goes from /);
  await page.question("solve").locator("[name=target]").fill("much");
  await page.tab.keyboard.press("Enter");
  await page.named("solve-fault").waitFor({ timeout: 20_000 });
  assert.match(await text(page.named("solve-fault")), /much/);

  // Asked, asked otherwise and asked again at once: the last answer stands.
  await page.tab.evaluate(async () => {
    const form = document.querySelector("[data-question=solve]");
    const [target, lever] = ["target", "lever"].map((name) => form.querySelector(`[name=${name}]`));
    // Each is sent before the next one is asked, and the worker has not answered it yet.
    const ask = async (value, of) => {
      [target.value, lever.value] = [value, of];
      form.requestSubmit();
      await new Promise((done) => setTimeout(done, 60));
    };
    for (let round = 0; round < 3; round += 1) {
      await ask("41 %", "electricity");
      await ask("42 %", "electricity");
      await ask("41 %", "electricity");
    }
  });
  await page.tab.waitForFunction(() => /4[12]\s%/.test(document.querySelector("[data-question=solve] [data-answer]").textContent));
  await page.tab.waitForTimeout(500);
  assert.match(await text(solved), /41 %/);
  assert.doesNotMatch(await text(solved), /42 %/);
});

test("what must be true is found, used as one step, and is what the command line finds", async () => {
  const page = await open();
  await page.question("reach").getByRole("button", { name: /\$1 trillion/ }).click();
  await page.named("reach-moves").waitFor({ timeout: 20_000 });
  const levers = ["agents", "adoption", "calls_growth", "supply", "chips"];
  assert.deepEqual(await page.question("reach").locator("[name=lever]:checked").evaluateAll((all) => all.map((it) => it.value).sort()), levers.toSorted());
  const found = json("solve", "--target", "market.2027.revenue=$1T", "--by", levers.join(","));
  assert.match(await text(page.named("reach-said")), /^Token revenue in 2027 is \$334B\/year now\. These are the smallest changes .* make it \$1\.00T\/year:$/);
  const rows = await page.named("reach-moves").locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
  assert.deepEqual(rows.map((row) => parseNumber(row[3])), found.moves.map(({ factor }) => Number(factor.toFixed(factor >= 0.995 ? 2 : 3))));
  await answer(page, "reach").getByRole("button", { name: "Use these values" }).click();
  await page.painted();
  assert.equal(await page.query(), found.link);
  await page.named("undo").click();
  await page.painted();
  assert.equal(await page.query(), "", "all levers go back in one step");

  for (const lever of levers) await page.question("reach").locator(`[value=${lever}]`).uncheck();
  await page.question("reach").getByRole("button", { name: "Find the smallest changes" }).click();
  await page.named("reach-fault").filter({ hasText: "Tick at least one lever" }).waitFor({ timeout: 20_000 });
});

test("a result is swept over one lever and over two, and follows the scenario", async () => {
  const page = await open();
  await page.question("sweep").getByRole("button", { name: /Cost per token/ }).click();
  const drawing = answer(page, "sweep").locator("svg");
  await drawing.waitFor({ timeout: 20_000 });
  assert.match(await drawing.locator("title").first().textContent(), /^Cost per token by context length/);

  await page.question("sweep").getByRole("button", { name: /output price and paid share/ }).click();
  await answer(page, "sweep").locator("svg", { hasText: "break-even" }).waitFor({ timeout: 20_000 });
  const cells = async () => (await drawing.locator("rect[fill-opacity]").count());
  assert.ok((await cells()) > 250, `${await cells()}`);
  // Every cell is in the table, and is the result of its two values.
  await answer(page, "sweep").locator(".more > summary").click();
  const table = await answer(page, "sweep").locator("table").evaluate((table) => [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
  assert.equal(table.length, 14);
  const [head, first] = table;
  const sheet = json("sheet", `price_output=${parseNumber(head[5])}&paid=${parseNumber(first[0])}`);
  const profit = sheet.numbers.find((it) => it.name === "profit.profit").value;
  assert.ok(Math.abs(parseNumber(first[5]) / profit - 1) < 0.02, `${first[5]} for ${profit}`);

  const before = await answer(page, "sweep").innerHTML();
  await page.levers.set("electricity", "0.3");
  await page.tab.waitForFunction((before) => document.querySelector("[data-question=sweep] [data-answer]").innerHTML !== before, before);

  await page.question("sweep").locator("[name=second]").selectOption("price_output");
  await page.question("sweep").getByRole("button", { name: "Sweep", exact: true }).click();
  await page.named("sweep-fault").filter({ hasText: "swept twice" }).waitFor({ timeout: 20_000 });
});

test("any number is asked about by its name or its label", async () => {
  const page = await open();
  const form = page.question("solve");
  assert.equal(await form.locator("[name=other]").isVisible(), false);
  await form.locator("[name=number]").selectOption({ label: "Another number" });
  await form.locator("[name=other]").fill("Token revenue in 2029");
  await form.locator("[name=target]").fill("$500B");
  await form.locator("[name=lever]").selectOption("agents");
  await page.tab.keyboard.press("Tab");
  await form.getByRole("button", { name: "Solve" }).click();
  const solved = answer(page, "solve");
  await solved.getByRole("button", { name: /^Use this value/ }).first().waitFor({ timeout: 20_000 });
  const said = await text(solved);
  const [found] = json("solve", "", "--target", "market.2029.revenue=$500B", "--by", "agents").found;
  const step = await solved.getByRole("button", { name: /^Use this value/ }).first().getAttribute("data-step");
  assert.equal(step.split("=")[0], "agents");
  assert.ok(Math.abs(parseNumber(step.split("=")[1]) / Number(found.at) - 1) < 1e-6, `${step} for ${JSON.stringify(found)}: ${said}`);
  await form.locator("[name=other]").fill("profit.moon");
  await form.locator("[name=other]").press("Enter");
  await page.named("solve-fault").waitFor({ timeout: 20_000 });
  assert.match(await text(page.named("solve-fault")), /no number called “profit\.moon”/);
});

test("axe finds nothing in the answers, and nothing scrolls sideways", async () => {
  const page = await open();
  for (const [form, question] of [["solve", /agents/], ["reach", /\$1 trillion/], ["sweep", /for the latest GPUs/]]) {
    await page.question(form).getByRole("button", { name: question }).click();
    await answer(page, form).locator("button, svg").first().waitFor({ timeout: 20_000 });
  }
  assert.deepEqual(await faultsInViews(page, [360, 1280]), []);
});
