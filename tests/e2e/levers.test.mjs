// The four levers of the first screen, dragged and typed, and what must follow from each.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { visits } from "./fixtures.mjs";

const open = visits();

/** Everything that a lever has to change; on a slow machine the chart may be painted some frames after a picture `before`. */
async function picture(page, before) {
  await page.drawn();
  for (const until = Date.now() + 10_000; before && Date.now() < until; await page.painted()) {
    if ((await page.pixels("profit")) !== before.profitPixels) break;
  }
  return {
    profit: await page.number("profit"),
    demand: await page.number("demand"),
    finding: await page.finding(),
    profitTable: JSON.stringify(await page.table("profit")),
    marketTable: JSON.stringify(await page.table("market")),
    profitPixels: await page.pixels("profit"),
    marketPixels: await page.pixels("market"),
    spent: await page.last("market", "Spent since 2023"),
  };
}

function assertAllChanged(before, after) {
  for (const part of ["finding", "profitTable", "profitPixels", "marketTable", "marketPixels"]) {
    assert.notEqual(after[part], before[part], `${part} stayed as it was`);
  }
}

/** A lever put up and down by a drag and by typing, and what must hold between the two. */
const LEVERS = {
  context: {
    label: "Context length",
    drag: [0.2, 0.95],
    type: ["8k", "1M"],
    follows: (less, more) => assert.ok(more.spent !== less.spent, "the world spends the same"),
  },
  agents: {
    label: "Agents",
    drag: [0.3, 0.8],
    type: ["20M", "2B"],
    follows(less, more) {
      assert.ok(more.demand > less.demand, `demand falls from ${less.demand} to ${more.demand}`);
      assert.ok(more.spent > less.spent, `the world spends ${less.spent}, then ${more.spent}`);
      assert.ok(more.profit >= less.profit, `profit falls from ${less.profit} to ${more.profit}`);
    },
  },
  gpu: {
    label: "GPU generation",
    drag: [0, 6 / 7],
    type: ["h100", "rubin"],
    follows: (less, more) => assert.ok(more.profit > less.profit, `H100 earns ${less.profit}, Rubin ${more.profit}`),
  },
  electricity: {
    label: "Electricity price",
    drag: [0.05, 0.9],
    type: ["$0.02", "35c"],
    follows: (less, more) => assert.ok(more.profit < less.profit, `profit rises from ${less.profit} to ${more.profit}`),
  },
};

/** Types a value, or picks it from the list where the lever is one. */
async function type(page, lever, text) {
  if (lever === "gpu") {
    await page.pick(lever).selectOption(text);
    await page.painted();
  } else await page.set(lever, text);
}

for (const [lever, { label, drag, type: typed, follows }] of Object.entries(LEVERS)) {
  describe(label, () => {
    const ways = {
      dragged: (page, end) => page.drag(lever, drag[end]),
      typed: (page, end) => type(page, lever, typed[end]),
    };
    for (const [way, move] of Object.entries(ways)) {
      test(`${way}: profit, both charts and the finding follow`, async () => {
        const page = await open();
        const baseline = await picture(page);
        await move(page, 0);
        const less = await picture(page, baseline);
        assertAllChanged(baseline, less);
        assert.notEqual(less.profit, baseline.profit);
        await move(page, 1);
        const more = await picture(page, less);
        assert.notEqual(more.profit, less.profit);
        for (const part of ["finding", "profitTable", "profitPixels"]) assert.notEqual(more[part], less[part], part);
        follows(less, more);
        assert.match(await page.query(), new RegExp(`^v=2&${lever}=[^&]+$`));
      });
    }
  });
}

test("a context longer than the model reads is served at its limit, and the page says so", async () => {
  const page = await open();
  const earned = [];
  for (const context of ["1.25M", "1.5M", "2M"]) {
    await page.set("context", context);
    assert.match((await page.tab.locator(".note").allTextContents()).join(" "), /reads at most 1\.05M\stokens/, context);
    earned.push(await page.number("profit"));
  }
  assert.equal(new Set(earned).size, 1, earned.join(", "));
});

test("where calls wait, agents beyond what sells the site out change the world and not the site", async () => {
  const page = await open("?v=2&agents=1B&shortage=queue");
  const before = await picture(page);
  await page.set("agents", "10B");
  const after = await picture(page);
  assert.equal(after.profit, before.profit);
  assert.equal(after.demand, before.demand, "the world's machines serve no more");
  assert.ok(after.spent > before.spent);
});

test("dearer electricity makes the world replace old machines sooner", async () => {
  const page = await open();
  const before = await page.last("market", "Spent since 2023");
  await page.set("electricity", "0.4");
  assert.notEqual(await page.last("market", "Spent since 2023"), before);
});

test("a lever back at its default gives the baseline page again", async () => {
  const page = await open();
  // The profit chart shows the lever moved last: here the same one before and after.
  await page.set("agents", "1B");
  await page.button("reset-agents").click();
  await page.painted();
  const before = await picture(page);
  await page.set("agents", "2B");
  await page.button("reset-agents").click();
  await page.painted();
  assert.deepEqual(await picture(page), before);
  assert.equal(await page.focused(), "range-agents");
});

for (const [lever, chart] of [["agents", "market"], ["electricity", "profit"], ["context", "profit"]]) {
  test(`each move of ${lever} is in the next frame of the ${chart} chart`, async () => {
    const page = await open();
    const frames = await page.frames(lever, chart, () => page.drag(lever, 0.75));
    const places = new Set(frames.map(({ place }) => place));
    assert.ok(places.size >= 4, `the drag set ${places.size} places`);
    assert.deepEqual(frames.filter(({ repainted }) => !repainted), []);
  });
}

test("the axes of the market chart hold still in a drag and fit when it ends", async () => {
  const page = await open();
  await page.wake("market");
  const before = { axis: await page.upright("market"), ticks: await page.pixels("market", 30), all: await page.pixels("market") };
  await page.drag("agents", 1, async () => {
    assert.notEqual(await page.pixels("market"), before.all, "the chart is not repainted");
    assert.equal(await page.pixels("market", 30), before.ticks, "the ticks moved");
  });
  assert.notEqual(await page.upright("market"), before.axis);
  assert.notEqual(await page.pixels("market", 30), before.ticks);
});

for (const lever of ["agents", "gpu", "electricity"]) {
  test(`the profit chart over ${lever} has its own axes from the first frame of the drag`, async () => {
    const page = await open();
    // The legend names other values with each place; the canvas keeps its size all the same.
    let held;
    await page.drag(lever, 0.8, async () => {
      await page.drawn();
      held = await page.pixels("profit");
    });
    await page.drawn();
    assert.equal(await page.pixels("profit"), held, "letting go redraws the chart on other axes");
  });
}

test("a wheel over a slider or a field scrolls the page and changes nothing", async () => {
  const page = await open("", { height: 600 });
  // The pointer goes over charts, which have themselves painted then.
  await page.wake("profit", "market", "frontier", "cost");
  await page.drawn();
  const before = await page.text();
  for (const control of [page.range("context"), page.range("gpu"), page.entry("agents"), page.pick("gpu")]) {
    await control.scrollIntoViewIfNeeded();
    await control.focus();
    await control.hover();
    const value = await control.inputValue();
    const top = await page.tab.evaluate(() => scrollY);
    await page.tab.mouse.wheel(0, 120);
    await page.tab.waitForFunction((top) => scrollY !== top, top);
    assert.equal(await control.inputValue(), value);
    await page.tab.mouse.wheel(0, -120);
    await page.tab.waitForFunction((top) => scrollY === top, top);
    await control.blur();
  }
  assert.equal(await page.query(), "");
  assert.equal(await page.text(), before);
});

describe("typed values", () => {
  const forms = [
    ["context", "128k", "128k"],
    ["context", "128 K", "128k"],
    ["context", "1M", "1M"],
    ["context", "3e5", "300k"],
    ["context", "131,072", "131072"],
    ["agents", "1.5M", "1.5M"],
    ["agents", "2 billion", "2B"],
    ["electricity", "$0.08", "0.08"],
    ["electricity", "8c", "0.08"],
    ["electricity", "0,08", "0.08"],
  ];
  test("are read in the forms that people write", async () => {
    const page = await open();
    for (const [lever, text, written] of forms) {
      await page.set(lever, text);
      assert.equal(await page.query(), `v=2&${lever}=${written}`, text);
      assert.equal(await page.entry(lever).getAttribute("aria-invalid"), null);
      await page.button(`reset-${lever}`).click();
    }
  });

  test("the unit may be typed behind the number", async () => {
    const page = await open();
    await page.set("context", "200k tokens");
    await page.set("electricity", "0.05 $/kWh");
    assert.equal(await page.query(), "v=2&context=200k&electricity=0.05");
  });

  for (const [lever, text, good] of [
    ["context", "banana", "200k"],
    ["context", "1.2.3", "200k"],
    ["electricity", "5 km", "0.2"],
  ]) {
    test(`“${text}” for ${lever} stays as typed, with a sentence, and changes nothing`, async () => {
      const page = await open("?v=2&context=128k");
      const before = [await page.query(), await page.shown("profit"), await page.finding()];
      await page.set(lever, text);
      assert.equal(await page.entry(lever).inputValue(), text);
      assert.equal(await page.entry(lever).getAttribute("aria-invalid"), "true");
      const id = await page.entry(lever).getAttribute("aria-describedby");
      assert.equal(id, await page.fault(lever).getAttribute("id"));
      assert.match((await page.fault(lever).textContent()).trim(), /^.{20,}\.$/);
      assert.equal(await page.fault(lever).getByRole("button").count(), 0);
      assert.deepEqual([await page.query(), await page.shown("profit"), await page.finding()], before);
      await page.tab.keyboard.press("Tab");
      assert.equal(await page.entry(lever).inputValue(), text, "leaving the field loses what was typed");
      await page.set(lever, good);
      assert.equal(await page.fault(lever).isVisible(), false);
      assert.equal(await page.entry(lever).getAttribute("aria-invalid"), null);
    });
  }

  for (const [lever, text, nearest] of [
    ["context", "5M", "2M"],
    ["context", "12", "1k"],
    ["agents", "3e5", "1M"],
    ["electricity", "$3", "0.4"],
    ["electricity", "-1", "0.01"],
  ]) {
    test(`${text} is off the track of ${lever}: the nearest value is offered and can be taken`, async () => {
      const page = await open();
      const before = await page.shown("profit");
      await page.set(lever, text);
      assert.equal(await page.entry(lever).getAttribute("aria-invalid"), "true");
      assert.equal(await page.query(), "");
      assert.equal(await page.shown("profit"), before);
      await page.fault(lever).getByRole("button", { name: /^Use / }).click();
      await page.painted();
      assert.equal(await page.query(), `v=2&${lever}=${nearest}`);
      assert.equal(await page.fault(lever).isVisible(), false);
      assert.equal(await page.entry(lever).getAttribute("aria-invalid"), null);
      assert.notEqual(await page.shown("profit"), before);
    });
  }
});
