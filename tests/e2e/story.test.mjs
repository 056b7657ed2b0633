// The story: phrases that set levers, numbers and drawings that follow the scenario, claims to test, shocks that combine.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { faultsInViews } from "./axe.mjs";
import { mountedPages } from "./fixtures.mjs";
import { normalizeSpace } from "./text.mjs";

const mounted = mountedPages();

/** Opens the page of the story. */
const open = (query = "", options) => mounted(`story.html${query}`, options);

/** Waits until the text of an element has changed, and returns it. */
async function changedText(locator, before) {
  const handle = await locator.elementHandle();
  await handle.evaluate(
    (element, before) =>
      new Promise((done, reject) => {
        const timer = setInterval(() => element.textContent !== before && (clearInterval(timer), done()), 20);
        setTimeout(() => (clearInterval(timer), reject(new Error(`stays “${before}”`))), 10_000);
      }),
    before,
  );
  return locator.textContent();
}

describe("phrases", () => {
  test("each sets its levers as a link would, and is marked as active", async () => {
    const page = await open();
    const settings = await page.story.phrases.evaluateAll((all) => all.map((phrase) => phrase.dataset.set));
    assert.ok(settings.length > 30, `only ${settings.length} phrases`);
    for (const setting of new Set(settings)) {
      const phrase = page.story.phrases.and(page.tab.locator(`[data-set="${setting}"]`)).first();
      await phrase.evaluate((button) => button.click());
      await page.painted();
      const query = await page.query();
      // A lever at its default is not in the address.
      for (const pair of query.split("&").slice(1)) assert.ok(setting.split("&").includes(pair), `${setting} became ${query}`);
      assert.equal(await phrase.getAttribute("aria-pressed"), "true", setting);
      assert.deepEqual(await page.linkErrors, []);
    }
    const pressed = await page.story.phrases.evaluateAll((all) =>
      all.filter((phrase) => phrase.getAttribute("aria-pressed") === "true").map((phrase) => phrase.dataset.set),
    );
    assert.deepEqual(new Set(pressed), new Set([[...new Set(settings)].at(-1)]), "a phrase is marked as active and is not");
  });

  test("what is shown is what the sentence says", async () => {
    const page = await open("?v=2&electricity=0.3");
    const phrase = page.tab.locator('[data-set="agents=20M"]').first();
    const said = await page.tab.locator('.fixed[title^="Profit, with agents=20M"]').first().textContent();
    await phrase.click();
    await page.painted();
    assert.equal(normalizeSpace(await page.shown("profit")), normalizeSpace(said));
  });

  test("keep the reader's own settings, which can be restored", async () => {
    const page = await open();
    await page.levers.moveInBar("electricity", 40);
    const own = [await page.query(), await page.shown("profit")];
    const back = page.levers.bar.getByRole("button", { name: "Back to your settings" });
    for (const setting of ["context=1M", "gpu=rubin"]) {
      await page.tab.locator(`[data-set="${setting}"]`).first().click();
      await page.painted();
    }
    assert.notEqual(await page.query(), own[0]);
    await back.click();
    await page.painted();
    assert.deepEqual([await page.query(), await page.shown("profit")], own);
    assert.equal(await back.isVisible(), false);
    await page.tab.goBack();
    await page.painted();
    assert.equal(await page.query(), "v=2&gpu=rubin");
  });
});

test("numbers in the story follow each frame of a lever", async () => {
  const page = await open();
  const inStory = page.tab.locator('[data-name="story"] [data-number="profit.profit"]').first();
  const before = await inStory.textContent();
  assert.equal(normalizeSpace(before), normalizeSpace(await page.shown("profit")));
  await page.levers.moveInBar("electricity", 60);
  assert.notEqual(await inStory.textContent(), before);
  assert.equal(normalizeSpace(await inStory.textContent()), normalizeSpace(await page.shown("profit")));
});

test("every live text follows, wherever it stands", async () => {
  const page = await open();
  const texts = page.tab.locator("span[data-live]");
  const before = await texts.allTextContents();
  assert.ok(before.length >= 4);
  await page.follow("v=2&context=200k&agents=20M&llm=qwen3.5-397b");
  const names = await texts.evaluateAll((all) => all.map((text) => text.dataset.live));
  for (const [at, name] of names.entries()) {
    const now = await changedText(texts.nth(at), before[at]);
    assert.ok(now.length > 20, name);
    assert.equal(now, await texts.nth(names.indexOf(name)).textContent(), `${name} is written in two ways`);
  }
});

test("every drawing of the story follows the scenario", async () => {
  const page = await open();
  const slots = page.tab.locator('[data-name="story"] [data-figure] .slot');
  const names = await page.tab.locator('[data-name="story"] [data-figure]').evaluateAll((all) => all.map((it) => it.dataset.figure));
  assert.ok(names.length >= 8, `only ${names.length} drawings`);
  await page.follow("v=2&context=200k");
  for (const [at, name] of names.entries()) {
    await slots.nth(at).locator("svg").first().waitFor({ state: "attached" }).catch(() => assert.fail(`${name} stays as it was`));
  }
  const first = await slots.evaluateAll((all) => all.map((slot) => slot.innerHTML));
  await page.follow("v=2&context=1M&agents=20M&price_output=1");
  // The waterfall from the world's power to its tokens consists of published figures, which no lever changes.
  for (const [at, name] of [...names.entries()].filter(([, name]) => name !== "waterfall")) {
    await page.tab
      .waitForFunction(
        ([at, before]) => document.querySelectorAll('[data-name="story"] [data-figure] .slot')[at].innerHTML !== before,
        [at, first[at]],
        { timeout: 10_000 },
      )
      .catch(() => assert.fail(`${name} does not follow`));
  }
  assert.deepEqual(await page.failedComputations(), []);
});

test("each claim has a verdict, and buttons that show where it holds and where it breaks", async () => {
  const page = await open();
  const count = await page.story.claims.count();
  assert.ok(count >= 8, `only ${count} claims`);
  for (const claim of await page.story.claims.all()) {
    const name = await claim.getAttribute("id");
    assert.match(await claim.locator(".verdict .badge").textContent(), /^(holds|holds in part|misread|refuted)$/, name);
    for (const part of ["The article", "The model", "The record"]) {
      assert.equal(await claim.locator("dt", { hasText: part }).count(), 1, `${name} lacks “${part}”`);
    }
    const trials = claim.locator(".trials button");
    assert.ok((await trials.count()) >= 2, `${name} has too few trials`);
    for (const trial of await trials.all()) {
      await trial.click();
      await page.painted();
      assert.equal(await trial.getAttribute("aria-pressed"), "true", `${name}: ${await trial.textContent()}`);
    }
  }
});

test("trials of the first claim do what they say", async () => {
  const page = await open();
  const claim = page.tab.locator("#claim-profit-is-tokens-times-margin");
  for (const [part, earns] of [["Holds with", true], ["Breaks with", false]]) {
    const trials = claim.locator("div", { has: page.tab.locator("dt", { hasText: part }) }).locator("button");
    for (const trial of await trials.all()) {
      await trial.click();
      await page.painted();
      const profit = await page.number("profit");
      assert.equal(profit > 0, earns, `${await trial.textContent()}: ${profit}`);
    }
  }
});

describe("shocks", () => {
  /** The summary of the active shocks, once it contains a text. */
  const summary = async (page, text) => {
    await page.story.shockSummary(text).waitFor();
    return normalizeSpace(await page.story.shockSummary(text).textContent());
  };

  test("combine, are in the address, survive a reload, and can be undone", async () => {
    const page = await open();
    const baseline = await page.shown("profit");
    await page.story.shock("electricity").click();
    await summary(page, "Electricity alone");
    assert.equal(await page.story.shock("electricity").getAttribute("aria-pressed"), "true");
    assert.equal(await page.focus.name(), "BUTTON", "the focus is lost when the cards are rendered again");
    const one = await page.number("profit");
    await page.story.shock("price-fall").click();
    const together = await summary(page, "All 2 together");
    const two = await page.number("profit");
    assert.ok(two < one, `${two} after ${one}`);
    assert.ok(together.includes(normalizeSpace(await page.shown("profit"))), together);
    assert.equal(await page.query(), "v=2&shocks=electricity,price-fall");
    await page.tab.reload();
    await page.ready();
    assert.equal(await page.number("profit"), two);
    await summary(page, "All 2 together");
    for (const slug of ["electricity", "price-fall"]) {
      assert.equal(await page.story.shock(slug).getAttribute("aria-pressed"), "true");
    }
    await page.story.shock("price-fall").click();
    await summary(page, "Electricity alone");
    assert.equal(await page.number("profit"), one);
    await page.tab.keyboard.press("Control+z");
    await summary(page, "All 2 together");
    await page.story.shocks.getByRole("button", { name: "Clear all" }).click();
    await summary(page, "No shock is switched on");
    assert.equal(await page.shown("profit"), baseline);
    assert.equal(await page.query(), "");
  });

  test("restore what the reader had set", async () => {
    const page = await open("?v=2&electricity=0.05");
    const own = await page.shown("profit");
    await page.story.shock("electricity").click();
    await page.painted();
    assert.notEqual(await page.shown("profit"), own);
    assert.equal(await page.query(), "v=2&electricity=0.05&shocks=electricity");
    await page.story.shock("electricity").click();
    await page.painted();
    assert.equal(await page.shown("profit"), own);
  });

  test("end when the reader moves a lever that they set; others stay", async () => {
    const page = await open("?v=2&shocks=electricity,gpu-cost");
    await page.levers.moveInBar("electricity", 10);
    await summary(page, "GPU cost alone");
    assert.equal(await page.story.shock("electricity").getAttribute("aria-pressed"), "false");
    assert.equal(await page.story.shock("gpu-cost").getAttribute("aria-pressed"), "true");
    assert.match(await page.query(), /^v=2&electricity=[\d.]+&shocks=gpu-cost$/);
  });

  test("each changes profit as its card says", async () => {
    const page = await open();
    const before = await page.number("profit");
    for (const card of await page.story.shocks.locator(".shock").all()) {
      const slug = await card.locator("button").getAttribute("data-shock");
      const [, change] = normalizeSpace(await card.locator(".shock-result").textContent()).match(/^Profit (\S+),/);
      assert.ok((await card.locator("cite").count()) === 1, `${slug} has no source`);
      await page.follow(`v=2&shocks=${slug}`);
      const profit = await page.number("profit");
      if (change === "unchanged") assert.equal(profit, before, slug);
      else assert.equal(profit < before, change.startsWith("−"), `${slug}: ${change}, from ${before} to ${profit}`);
      await page.follow("");
    }
  });
});

test("axe finds nothing in the story with two shocks, lever bar unfolded and folded, and nothing scrolls sideways", async () => {
  const page = await open("?v=2&shocks=electricity,demand");
  await page.story.shockSummary("together").waitFor();
  const showBar = async () => {
    await page.story.shocks.scrollIntoViewIfNeeded();
    await page.levers.bar.waitFor();
  };
  assert.deepEqual(await faultsInViews(page, [320, 768, 1280], showBar), []);
  // On wide screens the bar cannot be folded.
  await page.tab.setViewportSize({ width: 320, height: 900 });
  await showBar();
  const fold = page.levers.bar.getByRole("button", { name: "Levers" });
  const before = await fold.getAttribute("aria-expanded");
  await fold.click();
  const after = await fold.getAttribute("aria-expanded");
  assert.notEqual(after, before);
  assert.equal(await page.levers.bar.locator("input").first().isVisible(), after === "true");
  assert.deepEqual(await faultsInViews(page, [320, 768], showBar), []);
});
