// The derivation dialog, “Why this number?”: every number of the page opens it by click, tap, key and link.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axeViolations, faultsInViews } from "./axe.mjs";
import { mountedPages } from "./fixtures.mjs";
import { normalizeSpace } from "./text.mjs";

const open = mountedPages();

/** Opens the dialog at the profit of the equation. */
async function openProfit(page) {
  await page.named("profit").click();
  await page.dialog.derivation("profit.profit").waitFor();
}

describe("every number of the page", () => {
  for (const [where, least] of [["", 25], ["story.html", 25]]) test(`of the page “${where}” opens a derivation with its label and its value, and has its place in the manual`, async () => {
    const page = await open(where);
    const manual = await (await fetch(new URL("manual.html", page.origin))).text();
    const places = new Set([...manual.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const numbers = await page.tab.locator('[data-number], a[data-why]').evaluateAll((elements) => {
      const seen = new Map();
      for (const element of elements) {
        const name = element.dataset.number ?? element.dataset.why;
        const kind = element.closest("svg") ? "drawn" : element.querySelector(".digits") ? "number" : "text";
        if (!seen.has(`${name} ${kind}`)) {
          seen.set(`${name} ${kind}`, { name, kind, text: element.textContent, title: element.getAttribute("title") ?? "" });
        }
        element.dataset.probe ??= `${name} ${kind}`;
      }
      return [...seen.values()];
    });
    assert.ok(numbers.length > least, `only ${numbers.length} numbers`);
    for (const { name, kind, text, title } of numbers) {
      assert.ok(places.has(name), `the manual has no place for ${name}`);
      await page.tab.locator(`[data-probe="${name} ${kind}"]`).first().dispatchEvent("click");
      await page.dialog.derivation(name).waitFor({ timeout: 10_000 });
      const label = normalizeSpace(await page.dialog.derivation(name).locator("h2").textContent());
      const value = normalizeSpace(await page.dialog.derivation(name).locator(".row-value").textContent());
      assert.ok(label.length > 2 && value !== "", `${name}: “${label}”, “${value}”`);
      if (kind === "number") {
        assert.equal(value, normalizeSpace(text), `${name} is shown otherwise in its derivation`);
        assert.ok(title === "" || title.startsWith(`${label}.`), `${name} is called “${title}” and “${label}”`);
      }
      await page.tab.keyboard.press("Escape");
      await page.dialog.closed();
    }
  });

  test("opens by Enter, and Escape gives the focus back to it", async () => {
    const page = await open();
    await page.named("cost").focus();
    await page.tab.keyboard.press("Enter");
    await page.dialog.derivation("profit.token_cost").waitFor();
    await page.tab.keyboard.press("Escape");
    await page.dialog.closed();
    assert.equal(await page.focus.name(), "cost");
    assert.equal(new URL(page.tab.url()).hash, "");
  });

  test("Back of the device closes it, and closing it leaves no entry behind", async () => {
    const page = await open("?v=2&electricity=0.1");
    const entries = () => page.tab.evaluate(() => history.length);
    await page.levers.set("context", "100k");
    const before = [await page.query(), await page.shown("profit")];
    await page.named("profit").click();
    await page.dialog.derivation("profit.profit").waitFor();
    await page.dialog.link("profit.revenue").click();
    await page.dialog.derivation("profit.revenue").waitFor();
    await page.tab.goBack();
    await page.dialog.closed();
    assert.deepEqual([await page.query(), await page.shown("profit")], before);
    assert.equal(await page.focus.name(), "profit");
    // Forward opens it again, like a page.
    await page.tab.goForward();
    await page.dialog.derivation("profit.revenue").waitFor();
    const count = await entries();
    for (const close of [() => page.tab.keyboard.press("Escape"), () => page.dialog.button("Close").click()]) {
      await close();
      await page.dialog.closed();
      await page.named("profit").click();
      await page.dialog.derivation("profit.profit").waitFor();
      assert.equal(await entries(), count, "each opening has the entry of the one before");
    }
    await page.tab.keyboard.press("Escape");
    await page.dialog.closed();
    assert.deepEqual([await page.query(), await page.shown("profit")], before);
  });

  test("a step taken back while it is open stays taken back when it closes", async () => {
    const page = await open();
    await page.levers.set("context", "100k");
    await page.named("profit").click();
    await page.dialog.derivation("profit.profit").waitFor();
    await page.tab.keyboard.press("Control+z");
    await page.painted();
    assert.equal(await page.query(), "");
    await page.tab.keyboard.press("Escape");
    await page.dialog.closed();
    await page.painted();
    assert.equal(await page.query(), "");
  });

  test("opens by a tap, as a sheet at the bottom of a narrow window", async () => {
    const page = await open("", { width: 360, height: 720, touch: true });
    await page.named("profit").tap();
    await page.dialog.derivation("profit.profit").waitFor();
    const box = await page.dialog.root.boundingBox();
    assert.equal(box.x, 0);
    assert.equal(box.width, 360);
    assert.ok(Math.abs(box.y + box.height - 720) <= 1, `it ends at ${box.y + box.height}`);
    assert.ok(box.y >= 40, "nothing of the page is left in sight");
    assert.equal(await page.overflow(), 0);
    await page.dialog.button("Close").tap();
    await page.dialog.closed();
  });

  test("stays a link for a click that opens a new tab", async () => {
    const page = await open();
    const [tab] = await Promise.all([
      page.tab.context().waitForEvent("page"),
      page.named("profit").click({ modifiers: ["Control"] }),
    ]);
    await tab.waitForURL(/manual\.html#profit\.profit$/);
    assert.equal(await page.dialog.root.isVisible(), false);
  });
});

describe("within the dialog", () => {
  test("inputs open in turn; Back and Backspace go back, one by one, and then it closes", async () => {
    const page = await open();
    await openProfit(page);
    assert.equal(await page.dialog.button("Back").count(), 0, "there is nothing to go back to");
    await page.dialog.link("profit.revenue").click();
    await page.dialog.derivation("profit.revenue").waitFor();
    const input = await page.dialog.derivation("profit.revenue").locator(".inputs a").first().getAttribute("data-number");
    await page.dialog.link(input).click();
    await page.dialog.derivation(input).waitFor();
    assert.equal(new URL(page.tab.url()).hash, `#why=${input}`);
    await page.dialog.button("Back").click();
    await page.dialog.derivation("profit.revenue").waitFor();
    await page.tab.keyboard.press("Backspace");
    await page.dialog.derivation("profit.profit").waitFor();
    await page.tab.keyboard.press("Backspace");
    await page.painted();
    assert.ok(await page.dialog.derivation("profit.profit").isVisible(), "Backspace closes the first one");
    await page.tab.keyboard.press("Escape");
    await page.dialog.closed();
    assert.equal(await page.focus.name(), "profit");
  });

  test("the formula is shown in words and in MathML, with names and with values", async () => {
    const page = await open();
    await openProfit(page);
    const derivation = page.dialog.derivation("profit.profit");
    assert.match(normalizeSpace(await derivation.locator("p.formula").textContent()), /^Profit = Revenue − Cost$/);
    assert.equal(await derivation.locator("math").count(), 2);
    const space = await derivation.locator("math").evaluateAll((all) => all.map((math) => math.namespaceURI));
    assert.deepEqual(new Set(space), new Set(["http://www.w3.org/1998/Math/MathML"]));
    assert.match(normalizeSpace(await derivation.locator("math").nth(1).textContent()), /\$.*−.*\$/);
  });

  test("shows what depends on a number, how it responds to the levers, and its source", async () => {
    const page = await open();
    await openProfit(page);
    const derivation = page.dialog.derivation("profit.profit");
    const headings = await derivation.locator("h3").allTextContents();
    assert.deepEqual(headings, ["Formula", "Computed from", "What is computed from it", "What moves it"]);
    assert.ok((await derivation.locator('a[data-number="profit.margin"]').count()) > 0);
    const effects = (await derivation.locator(".effects li").allTextContents()).map(normalizeSpace);
    assert.ok(effects.length >= 4 && effects.some((text) => /^1 % more electricity price: −/i.test(text)), effects.join("; "));
    await page.tab.evaluate(() => (location.hash = "#why=plan.electricity"));
    await page.dialog.derivation("plan.electricity").waitFor();
    const source = page.dialog.derivation("plan.electricity").locator("cite a").first();
    assert.match(await source.getAttribute("href"), /^https:\/\//);
    assert.ok((await page.dialog.derivation("plan.electricity").locator(".badge").count()) > 0);
  });

  test("a link to a document stays a link, and a click on the text does nothing", async () => {
    const page = await open("#why=plan.electricity");
    const derivation = page.dialog.derivation("plan.electricity");
    await derivation.waitFor();
    await derivation.locator("p.measure").first().click();
    await page.painted();
    assert.equal(await page.dialog.button("Back").count(), 0, "a click on the text opens the number once more");
    const isTaken = await derivation.locator("cite a").first().evaluate(
      (link) =>
        new Promise((done) => {
          // After the page's own listeners; nothing is requested from the other origin.
          window.addEventListener("click", (event) => (done(event.defaultPrevented), event.preventDefault()), { once: true });
          link.click();
        }),
    );
    assert.equal(isTaken, false, "the page keeps the link from being followed");
  });

  test("numbers follow undo and Back of the browser", async () => {
    const page = await open();
    const before = await page.shown("profit");
    await page.levers.set("electricity", "0.40");
    await openProfit(page);
    const value = page.dialog.derivation("profit.profit").locator(".row-value");
    assert.notEqual(normalizeSpace(await value.textContent()), normalizeSpace(before));
    await page.tab.keyboard.press("Control+z");
    await value.filter({ hasText: before.replace(/\s/g, " ") }).waitFor();
    assert.equal(normalizeSpace(await value.textContent()), normalizeSpace(before));
  });
});

describe("a link", () => {
  for (const [hash, name] of [
    ["#why=profit.profit", "profit.profit"],
    ["#profit.profit", "profit.profit"],
    ["#why=market.2030.added", "market.2030.added"],
  ]) {
    test(`${hash} opens the number when the page loads, and leaves nothing behind when it is closed`, async () => {
      const page = await open(`?v=2&context=200k${hash}`);
      await page.dialog.derivation(name).waitFor();
      await page.tab.keyboard.press("Escape");
      await page.dialog.closed();
      // The close event comes after the dialog has left the screen.
      await page.tab.waitForFunction(() => location.hash === "");
      assert.equal(await page.query(), "v=2&context=200k");
    });
  }

  test("of a derivation opens the same number with the same value elsewhere", async () => {
    const page = await open("?v=2&context=200k&electricity=0.05");
    await openProfit(page);
    const value = await page.dialog.derivation("profit.profit").locator(".row-value").textContent();
    const link = await page.dialog.derivation("profit.profit").locator('[data-name="permalink"]').evaluate((it) => it.href);
    const other = await open(link.replace(page.origin, "").replace(/^\//, ""));
    await other.dialog.derivation("profit.profit").waitFor();
    assert.equal(await other.dialog.derivation("profit.profit").locator(".row-value").textContent(), value);
  });

  test("to a number that does not exist says so, and no markup comes through", async () => {
    const page = await open("#why=profit.nothing");
    await page.dialog.root.filter({ hasText: "There is no number called “profit.nothing”" }).waitFor();
    assert.deepEqual(await axeViolations(page.tab), []);
    const other = await open("#why=%3Cimg%20src=x.y%20onerror=alert(1)%3E");
    assert.equal(await other.dialog.root.isVisible(), false);
  });
});

test("axe finds nothing with the dialog open, and nothing scrolls sideways", async () => {
  const page = await open("#why=profit.profit");
  await page.dialog.derivation("profit.profit").waitFor();
  assert.deepEqual(await faultsInViews(page, [320, 768, 1280]), []);
  await page.dialog.link("profit.cost").click();
  await page.dialog.derivation("profit.cost").waitFor();
  assert.deepEqual(await faultsInViews(page, [320, 768, 1280]), []);
});

test("without the worker the dialog leads to the manual", async () => {
  const page = await open("", { block: "**/worker*" });
  await page.named("profit").click();
  await page.dialog.root.getByRole("link", { name: "manual" }).waitFor({ timeout: 20_000 });
  page.errors = page.errors.filter((error) => !error.includes("worker"));
});
