// External price sheets on the page: the prices of one model are set, and nothing else changes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isPriceSheet } from "../../src/script/files.js";
import { axeViolations } from "./axe.mjs";
import { mountedPages } from "./fixtures.mjs";
import { hasFocus } from "./page/focus.mjs";
import { PAYLOADS, watchPage } from "./payloads.mjs";

const open = mountedPages();

/** Entries of model_prices_and_context_window.json of BerriAI/litellm as of 1 August 2026, reduced to prices. */
const SONNET = {
  mode: "chat",
  input_cost_per_token: 3e-6,
  output_cost_per_token: 1.5e-5,
  cache_read_input_token_cost: 3e-7,
  cache_creation_input_token_cost: 3.75e-6,
  input_cost_per_token_above_200k_tokens: 6e-6,
  output_cost_per_token_above_200k_tokens: 2.25e-5,
};
const EMBEDDING = { mode: "embedding", input_cost_per_token: 2e-8, output_cost_per_token: 0 };
const O1_PRO = { mode: "responses", input_cost_per_token: 0.00015, output_cost_per_token: 0.0006 };
const LITELLM = JSON.stringify({ "claude-sonnet-4-5": SONNET, "text-embedding-3-small": EMBEDDING, "o1-pro": O1_PRO });

/** A model of api.json of models.dev as of 2 July 2026. */
const MODELS_DEV = JSON.stringify({
  google: { id: "google", models: { "gemini-3-pro-preview": { modalities: { output: ["text"] }, cost: { input: 2, output: 12, cache_read: 0.2, tiers: [{ tier: { type: "context", size: 200_000 }, input: 4, output: 18, cache_read: 0.4 }] } } } },
});

/** The levers set by a sheet of Claude Sonnet 4.5, as in a link. */
const SET = "price_input=3&price_cached=0.3&cache_write=1.25&price_output=15&long_from=200k&long_input=2&long_output=1.5";

const section = (page) => page.named("keep");
const status = (page) => section(page).getByRole("status");
const form = (page) => page.named("price-sheet");
const opener = (page) => section(page).getByRole("button", { name: "Open scenario", exact: true });
const field = (page) => form(page).getByLabel("Model");
const button = (page, name) => form(page).getByRole("button", { name, exact: true });

/** Opens the page and waits until the buttons of the section work. */
async function ready(where) {
  const page = await open(where);
  await section(page).scrollIntoViewIfNeeded();
  await section(page).locator("input[type=file]").waitFor({ state: "attached" });
  return page;
}

/** Chooses a file. Returns the page's message once it matches. */
async function opened(page, text, said, name = "prices.json") {
  const [chooser] = await Promise.all([page.tab.waitForEvent("filechooser"), opener(page).click()]);
  await chooser.setFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  return told(page, said);
}

/** The page's message once it matches. */
async function told(page, said) {
  await status(page).filter({ hasText: said }).waitFor();
  await page.painted();
  return status(page).textContent();
}

test("a price sheet is recognised, and a scenario is not taken for one", () => {
  for (const text of [LITELLM, MODELS_DEV, ` \n${LITELLM}`]) assert.equal(isPriceSheet(text), true);
  for (const text of ["", "{}", `[${LITELLM}]`, '{"models": {}}', `{"token-factory" : 1, "x": ${LITELLM}}`]) assert.equal(isPriceSheet(text), false, text);
});

test("a sheet of one model sets its prices at once, and undo takes them back", async () => {
  const page = await ready("?v=2&context=64k&gpu=gb200&peak_price=1&shocks=edge&vs=gpu:h100");
  const before = await page.query();
  const profit = await page.shown("profit");
  const said = await opened(page, JSON.stringify({ "claude-sonnet-4-5": SONNET, "text-embedding-3-small": EMBEDDING }), "is open");
  assert.equal(said, "“prices.json” is open. The prices of “claude-sonnet-4-5” were set: input $3, cached input $0.3 and output $15 per million tokens; cache writes 1.25×; above 200K tokens input 2× and output 1.5×. Undo reverts it.");
  const after = new URLSearchParams(await page.query());
  for (const [name, value] of new URLSearchParams(`${before}&${SET}`)) assert.equal(after.get(name), value, name);
  assert.equal([...after].length, [...new URLSearchParams(`${before}&${SET}`)].length);
  assert.notEqual(await page.shown("profit"), profit);
  assert.equal(await form(page).isVisible(), false);
  await page.named("undo").click();
  await page.painted();
  assert.deepEqual([await page.query(), await page.shown("profit")], [before, profit]);
});

test("a sheet of models.dev is read likewise", async () => {
  const page = await ready("?v=2&peak_price=1");
  assert.match(await opened(page, MODELS_DEV, "is open"), /“google\/gemini-3-pro-preview” were set: input \$2, cached input \$0\.2 and output \$12 .* above 200K tokens input 2× and output 1\.5×/);
  assert.equal(new URLSearchParams(await page.query()).get("price_output"), "12");
});

test("of several models one is chosen by keyboard", async () => {
  const page = await ready("?v=2&context=64k&peak_price=1");
  const before = await page.query();
  assert.match(await opened(page, LITELLM, "Choose one"), /^“prices\.json” has prices of several models\. Choose one, and press “Apply”\.$/);
  assert.equal(await hasFocus(field(page)), true);
  assert.deepEqual(await axeViolations(page.tab), []);
  assert.match(await form(page).textContent(), /2 models have prices/);
  assert.deepEqual(await form(page).locator("option").evaluateAll((options) => options.map((option) => option.value)), ["claude-sonnet-4-5", "o1-pro"]);
  // An unknown name, and one whose prices exceed a lever's limits: both are reported, and the form stays.
  for (const [name, sentence] of [
    ["sonnet", /^No prices of “prices\.json” were set\. The price sheet has no model called “sonnet”\. Did you mean claude-sonnet-4-5\? Nothing was changed\.$/],
    ["text-embedding-3-small", /It is of the kind “embedding”\. .* Nothing was changed\.$/],
    ["o1-pro", /Its input price is \$150\. Input price cannot be above .* Nothing was changed\.$/s],
  ]) {
    await field(page).fill(name);
    await page.tab.keyboard.press("Enter");
    assert.match(await told(page, "Nothing was changed."), sentence);
    assert.equal(await hasFocus(field(page)), true);
    assert.equal(await page.query(), before);
    await status(page).evaluate((it) => (it.textContent = ""));
  }
  await field(page).fill("claude-sonnet-4-5");
  await page.tab.keyboard.press("Tab");
  assert.equal(await hasFocus(button(page, "Apply")), true);
  await page.tab.keyboard.press("Enter");
  await told(page, "is open. The prices of “claude-sonnet-4-5” were set");
  assert.equal(new URLSearchParams(await page.query()).get("price_output"), "15");
  assert.equal(await form(page).isVisible(), false);
  assert.equal(await hasFocus(opener(page)), true);
});

test("the form is cancelled, and closed by another file", async () => {
  const page = await ready("?v=2&context=64k");
  const before = await page.query();
  await opened(page, LITELLM, "Choose one");
  await button(page, "Cancel").focus();
  await page.tab.keyboard.press("Enter");
  assert.equal(await told(page, "was closed"), "“prices.json” was closed. Nothing was changed.");
  assert.deepEqual([await form(page).isVisible(), await hasFocus(opener(page)), await page.query()], [false, true, before]);
  await opened(page, LITELLM, "Choose one");
  await opened(page, '{"token-factory": 1, "levers": {"context": "100k"}}', "is open", "scenario.json");
  assert.deepEqual([await form(page).isVisible(), await page.query()], [false, "v=2&context=100k"]);
});

test("what is no price sheet is refused in a sentence, and the scenario stays", async () => {
  const page = await ready("?v=2&context=64k");
  const before = await page.query();
  for (const [text, sentence] of [
    [LITELLM.slice(0, 100), /The price sheet cannot be read: EOF while parsing .* at line 1 column \d+\. Allowed: JSON in the form of LiteLLM or models\.dev\./],
    [`{"a": {"litellm_provider": ${"[".repeat(100_000)}`, /The price sheet cannot be read/],
    [JSON.stringify({ "text-embedding-3-small": EMBEDDING }), /The prices of its only model, “text-embedding-3-small”, cannot be set\. It is of the kind “embedding”\./],
    ['{"a": {"input_cost_per_token": -1, "output_cost_per_token": 1}}', /Its input price is “-1”\. Allowed: a number of dollars, 0 or more\./],
    ['{"__proto__": {"input_cost_per_token": {"polluted": 1}, "output_cost_per_token": 1}}', /Its input price is “an object”\./],
  ]) {
    await status(page).evaluate((it) => (it.textContent = ""));
    const said = await opened(page, text, "Nothing was changed.");
    assert.match(said, /^“prices\.json” was not opened\. .* Nothing was changed\.$/s);
    assert.match(said, sentence);
    assert.deepEqual([await page.query(), await form(page).isVisible()], [before, false]);
  }
  assert.equal(await page.named("undo").isDisabled(), true);
  assert.equal(await page.tab.evaluate(() => ({}).polluted), undefined);
});

test("names of models stay texts", async () => {
  const page = await ready("?v=2&context=64k");
  const breaches = await watchPage(page.tab);
  const names = [...new Set(PAYLOADS.map((payload) => payload.toWellFormed().trim().slice(0, 60)))].filter((name) => /^[^\n\r\t]+$/.test(name));
  const sheet = `{${names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(SONNET)}`).join(",")}}`;
  await opened(page, sheet, "Choose one");
  assert.equal(await form(page).locator("option").count(), names.length);
  for (const name of names.slice(0, 5)) {
    await opened(page, sheet, "Choose one");
    await field(page).fill(name);
    await page.tab.keyboard.press("Enter");
    await told(page, /were set: .* (Undo reverts it|They were the same before)\.$/s);
  }
  assert.deepEqual(await breaches(), []);
});
