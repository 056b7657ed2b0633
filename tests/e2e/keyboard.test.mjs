// The page by keyboard alone: the focus reaches everything in order and is always visible, and every task can be done.

import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsInViews } from "./axe.mjs";
import { mountedPages } from "./fixtures.mjs";
import { hasFocus } from "./page/focus.mjs";

const open = mountedPages();

/** The focused element: its position in the window and whether the focus is visible. */
function focusedElement(page) {
  return page.tab.evaluate(() => {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    const bar = document.querySelector('[data-name="lever-bar"]');
    const bottom = !bar.checkVisibility() || bar.contains(element) ? innerHeight : bar.getBoundingClientRect().top;
    const head = document.querySelector("header");
    const top = head.contains(element) ? 0 : head.getBoundingClientRect().bottom;
    const style = getComputedStyle(element);
    // The focus ring of a field may be on an element around it. That of a slider is on its thumb and that of a link
    // in a drawing on its shape: scripts cannot read these.
    const hasRing = [element, element.parentElement, element.closest(".track, .entry, .lever")].some((it) => {
      if (!it) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(it);
      return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
    });
    return {
      what: `${element.tagName} ${element.id || element.dataset.name || element.textContent.trim().slice(0, 40)}`,
      isBody: element === document.body,
      hasOwnRing: element.type === "range" || element instanceof SVGElement,
      top: box.top,
      bottom: box.bottom,
      visible: Math.min(box.bottom, bottom, innerHeight) - Math.max(box.top, top),
      height: box.height,
      hasRing,
      drawn: style.visibility === "visible" && box.width > 0 && box.height > 0,
    };
  });
}

for (const [width, height] of [[1280, 900], [360, 740]]) {
  test(`Tab goes through the whole page at ${width} px: in order, in view, without a trap`, async () => {
    const page = await open("", { width, height });
    const expected = await page.tab.evaluate(() => {
      const focusable = 'a[href], button:not([disabled]), input:not([disabled]), select, textarea, summary, [tabindex="0"]';
      const all = [...document.querySelectorAll(focusable)].filter((element) => {
        if (element.tabIndex < 0 || element.closest("[hidden], dialog:not([open])")) return false;
        if (element.closest('[data-name="lever-bar"]')) return false;
        return element.checkVisibility({ visibilityProperty: true });
      });
      all.forEach((element, at) => (element.dataset.place = String(at)));
      return all.length;
    });
    assert.ok(expected > 90, `only ${expected} places`);
    let [last, reached, unmarked, covered, disorder] = [-1, 0, [], [], []];
    for (let step = 0; step < expected + 60; step += 1) {
      await page.tab.keyboard.press("Tab");
      const at = await focusedElement(page);
      if (at.isBody) break;
      const place = await page.tab.evaluate(() => Number(document.activeElement.dataset.place ?? -1));
      if (place >= 0) {
        reached += 1;
        if (place !== last + 1) disorder.push(`${at.what}: ${place} after ${last}`);
        last = place;
      }
      if (!at.drawn || !(at.hasRing || (at.hasOwnRing && (await page.focus.isVisible())))) unmarked.push(at.what);
      // WCAG 2.2, 2.4.11: not entirely hidden. This asks for more: three quarters of it, or 24 pixels, are visible.
      if (at.visible < Math.min(0.75 * at.height, 24)) covered.push(`${at.what}: ${Math.round(at.top)} to ${Math.round(at.bottom)}`);
    }
    assert.deepEqual(covered, [], "covered or out of view");
    assert.deepEqual(unmarked, [], "the focus is not visible");
    assert.deepEqual(disorder, [], "out of order");
    assert.equal(reached, expected, "not everything is reached");
  });
}

test("a whole session by keyboard: move a lever, open a derivation and one of its inputs, go back, set a phrase, press a shock and undo it", async () => {
  const page = await open();
  const keys = page.tab.keyboard;
  /** Presses Tab until something has the focus. */
  const tabTo = async (locator, most = 400) => {
    for (let step = 0; step < most; step += 1) {
      if (await hasFocus(locator)) return;
      await keys.press("Tab");
    }
    assert.fail(`${locator} is not reached`);
  };
  const baseline = await page.shown("profit");
  await tabTo(page.named("profit"));
  await tabTo(page.levers.slider("electricity"));
  for (let step = 0; step < 5; step += 1) await keys.press("ArrowRight");
  await page.painted();
  const own = await page.query();
  assert.match(own, /^v=2&electricity=/);
  assert.notEqual(await page.shown("profit"), baseline);

  await page.named("profit").focus();
  await keys.press("Enter");
  await page.dialog.derivation("profit.profit").waitFor();
  const inside = await page.tab.evaluate(() => document.querySelector("dialog").contains(document.activeElement));
  assert.ok(inside, "the focus stays behind the dialog");
  await tabTo(page.dialog.link("profit.revenue"), 30);
  await keys.press("Enter");
  await page.dialog.derivation("profit.revenue").waitFor();
  await keys.press("Backspace");
  await page.dialog.derivation("profit.profit").waitFor();
  // The page behind a modal dialog is never reached.
  for (let step = 0; step < 60; step += 1) {
    await keys.press("Tab");
    assert.ok(
      await page.tab.evaluate(() => document.activeElement === document.body || document.querySelector("dialog").contains(document.activeElement)),
      "Tab leaves the dialog",
    );
  }
  await keys.press("Escape");
  await page.dialog.closed();
  assert.equal(await page.focus.name(), "profit");

  await page.tab.evaluate(() => document.activeElement.blur());
  await tabTo(page.link("Story"));
  await keys.press("Enter");
  await page.tab.waitForURL(/story\.html/);
  await page.ready();
  assert.equal(await page.query(), own, "the scenario stays behind");
  const phrase = page.story.phrases.first();
  await tabTo(phrase);
  await keys.press("Enter");
  await page.painted();
  assert.equal(await phrase.getAttribute("aria-pressed"), "true");
  assert.ok(await hasFocus(phrase), "the focus is lost");
  assert.notEqual(await page.query(), own);

  const shock = page.story.shock("electricity");
  await tabTo(shock);
  await keys.press("Space");
  await page.story.shockSummary("Electricity alone").waitFor();
  assert.ok(await hasFocus(page.story.shock("electricity")), "the focus is lost");
  const back = page.story.shocks.getByRole("button", { name: "Clear all" });
  await tabTo(back, 60);
  await keys.press("Enter");
  await page.story.shockSummary("No shock is switched on").waitFor();
  assert.notEqual(await page.focus.name(), "BODY", "the focus is lost");
  const home = page.levers.bar.getByRole("button", { name: "Back to your settings" });
  await tabTo(home);
  await keys.press("Enter");
  await page.painted();
  assert.equal(await page.query(), own);
  assert.notEqual(await page.focus.name(), "BODY", "the focus is lost with the button");
});

test("keys move a lever, undo the move and redo it", async () => {
  const page = await open();
  const before = await page.shown("profit");
  await page.levers.slider("context").focus();
  await page.tab.keyboard.press("End");
  await page.painted();
  assert.equal(await page.levers.valueText("context"), "2 million tokens");
  const moved = await page.shown("profit");
  assert.notEqual(moved, before);
  await page.tab.keyboard.press("Control+z");
  await page.painted();
  assert.equal(await page.shown("profit"), before);
  await page.tab.keyboard.press("Control+Shift+z");
  await page.painted();
  assert.equal(await page.shown("profit"), moved);
});

test("the values of a lever are one tab stop: arrow keys move between them, Enter sets one", async () => {
  const page = await open();
  const chips = page.levers.values("electricity", "");
  await chips.first().focus();
  await page.tab.keyboard.press("End");
  assert.ok(await hasFocus(chips.last()));
  await page.tab.keyboard.press("Home");
  await page.tab.keyboard.press("ArrowRight");
  const value = await chips.nth(1).getAttribute("data-base");
  await page.tab.keyboard.press("Enter");
  await page.painted();
  assert.equal(await chips.nth(1).getAttribute("aria-current"), "true", value);
  assert.match(await page.query(), /^v=2&electricity=/);
});

test("axe finds nothing with the lever bar, unfolded and folded, and nothing scrolls sideways", async () => {
  const page = await open("?v=2&agents=20M");
  const showBar = async () => {
    await page.tab.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
    await page.levers.bar.waitFor();
  };
  assert.deepEqual(await faultsInViews(page, [320, 768, 1280], showBar), []);
  // On wide screens the bar cannot be folded.
  await page.tab.setViewportSize({ width: 320, height: 900 });
  await showBar();
  await page.levers.bar.locator('[data-name="bar-fold"]').click();
  assert.deepEqual(await faultsInViews(page, [320, 768], showBar), []);
});
