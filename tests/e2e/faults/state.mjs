// Faults of the state in the link. What can be parsed applies, and the rest is reported.

import { readFileSync } from "node:fs";
import { CONTEXT, LINK, MOUNTED, pause } from "../expressions.mjs";
import { PAYLOADS } from "../payloads.mjs";

/** The link as read by the page, its messages about what could not be parsed, and the numbers it shows. */
const STATE = `({
  link: ${LINK},
  messages: [...document.querySelectorAll('[data-name="link-faults"]:not([hidden]) li')].map((item) => item.textContent),
  numbers: [...document.querySelectorAll("[data-name] > .digits, [data-name].digits")].map((digits) =>
    (digits.closest("[data-name]").dataset.name + ": " + digits.textContent)),
})`;

/** Goes to a query in the open page, like Back and Forward. Returns the resulting state. */
const follow = (page, query) =>
  page.evaluate(`(async () => {
    history.pushState(null, "", location.pathname + "?" + ${JSON.stringify(query)});
    dispatchEvent(new PopStateEvent("popstate"));
    await ${pause(60)};
    return ${STATE};
  })()`);

/** Links as written by a version, each with the link that it must be read as. */
const links = (version) =>
  readFileSync(new URL(`../../links/${version}.tsv`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"));
const LINKS = links(2);
const EARLIER = links(1);

/** A value of each lever, by its name: every lever has its own link. */
const VALUES = new Map(LINKS.map(([, meaning]) => meaning.split("&")).filter((parts) => parts.length === 2).map(([, set]) => set.split("=")));
VALUES.delete("shocks");

/** Payloads that no lever accepts: “true” is a value of switches. */
const HOSTILE = PAYLOADS.filter((text) => text !== "true");

/** The names of all levers, and of the numeric ones. */
const ALL = [...VALUES.keys()];
const NUMERIC = ALL.filter((id) => /^\d/.test(VALUES.get(id)));

/** Places where a failed computation is visible, in the text of the page or in an attribute. */
const FAILED_COMPUTATIONS = `[[...document.body.children].map((it) => it.innerText ?? "").join("\\n")
    .replace(document.querySelector('[data-name="link-faults"]').innerText, "").match(/.{0,30}(\\bNaN\\b|\\bInfinity\\b|\\binf\\b|\\bundefined\\b|[−-]0(?![.\\d])).{0,30}/g) ?? [],
  [...document.querySelectorAll("#factory *")].flatMap((it) => [...it.attributes])
    .filter(({ name, value }) => /NaN|Infinity|undefined/.test(value)).map(({ name, value }) => name + "=" + value.slice(0, 60))].flat()`;

/** How many faults the messages report: five in a sentence each, and the number of the others. */
const count = (messages) => {
  const more = messages.at(-1)?.match(/^And ([\d,]+) more could not be read\.$/);
  return more ? messages.length - 1 + Number(more[1].replaceAll(",", "")) : messages.length;
};

/**
 * Opens the page at a query of which only `rest` can be parsed: it must show the same as for `rest`, report exactly
 * `faults` faults, and show no failed computation. The page stays at the query.
 */
async function assertReadAs(visit, assert, query, rest, faults) {
  const page = await visit(`?${query}`);
  const state = await page.evaluate(STATE);
  assert.ok(state.numbers.length > 5, "no numbers");
  assert.equal(count(state.messages), faults, state.messages.join("\n"));
  assert.ok(state.messages.length <= 6, "too much is told");
  assert.ok(state.messages.every((sentence) => sentence.length < 600), "a message is too long");
  assert.deepEqual(await page.evaluate(FAILED_COMPUTATIONS), []);
  // From another scenario, so that every number is computed and shown again.
  await follow(page, "v=2&context=150k");
  const alone = await follow(page, rest);
  assert.deepEqual([state.link, state.numbers], [alone.link, alone.numbers]);
  assert.deepEqual(await follow(page, query), state);
  return { page, state };
}

/** Sets all numeric levers to a text in the link: none of them may accept it. */
async function assertRefused(visit, assert, page, text) {
  const before = await follow(page, "");
  const state = await follow(page, NUMERIC.map((id) => `${id}=${encodeURIComponent(text)}`).join("&"));
  const told = count(state.messages);
  assert.equal(told, NUMERIC.length, `${text.slice(0, 20)}: ${told} of ${NUMERIC.length} faults`);
  assert.deepEqual([state.link, state.numbers], [before.link, before.numbers]);
  assert.deepEqual(await page.evaluate(FAILED_COMPUTATIONS), []);
}

/** An init script: the browser refuses changes of the address after three, until `isFree` is set. */
const LIMITED = `let calls = 0;
for (const name of ["replaceState", "pushState"]) {
  const plain = History.prototype[name];
  History.prototype[name] = function (...all) {
    if ((calls += 1) > 3 && !window.isFree) throw new DOMException("too many changes", "SecurityError");
    return plain.apply(this, all);
  };
}`;
const MOVE = (value) => `(() => {
  const input = document.querySelector("#entry-context");
  input.focus();
  input.value = ${JSON.stringify(value)};
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.blur();
})()`;

export const faults = [
  {
    id: "state-20",
    title: "the browser limits changes of the address: the last is made when it may be, and a reload loses nothing",
    async run(visit, assert) {
      const page = await visit("", { init: LIMITED });
      const move = async (from) => {
        for (let i = 0; i < 8; i += 1) await page.evaluate(MOVE(`${from + i}k`));
      };
      await move(100);
      const query = () => page.evaluate("location.search.slice(1)");
      assert.notEqual(await query(), "v=2&context=107k", "the limit does not work");
      // The page is left with the address of an earlier scenario.
      await page.reload();
      await page.wait(`${MOUNTED} && ${CONTEXT} === "107K"`, 10_000);
      assert.equal(await query(), "v=2&context=107k");
      await move(200);
      assert.notEqual(await query(), "v=2&context=207k");
      await page.evaluate("window.isFree = true");
      await page.wait(`location.search === "?v=2&context=207k"`, 5_000);
      assert.equal(await page.evaluate(LINK), "v=2&context=207k");
    },
  },
  {
    id: "state-1",
    title: "NaN, Infinity and −0 in the link",
    async run(visit, assert) {
      const { page } = await assertReadAs(visit, assert, "v=2&context=NaN&agents=Infinity&cached=-0&power=1GW", "v=2&cached=0&power=1GW", 2);
      for (const text of ["NaN", "nan", "Infinity", "-Infinity", "inf", "∞"]) await assertRefused(visit, assert, page, text);
      const [plain, signed] = [await follow(page, NUMERIC.map((id) => `${id}=0`).join("&")), await follow(page, NUMERIC.map((id) => `${id}=-0`).join("&"))];
      assert.deepEqual([signed.link, signed.numbers], [plain.link, plain.numbers]);
      assert.doesNotMatch(signed.link, /=-/);
      assert.deepEqual(await page.evaluate(FAILED_COMPUTATIONS), []);
    },
  },
  {
    id: "state-2",
    title: "numbers out of range in the link",
    async run(visit, assert) {
      const { page } = await assertReadAs(visit, assert, "v=2&context=200k&agents=1e309&answer=1e-400&power=1e308GW", "v=2&context=200k", 3);
      for (const text of ["1e309", "-1e309", "1e308", "9".repeat(150), `0.${"0".repeat(100)}1e999`]) {
        await assertRefused(visit, assert, page, text);
      }
      // It is read as zero, whether a lever accepts zero or not.
      const small = await follow(page, NUMERIC.map((id) => `${id}=1e-400`).join("&"));
      const zero = await follow(page, NUMERIC.map((id) => `${id}=0`).join("&"));
      assert.deepEqual([small.link, small.numbers], [zero.link, zero.numbers]);
      assert.deepEqual(await page.evaluate(FAILED_COMPUTATIONS), []);
    },
  },
  {
    id: "state-3",
    title: "unknown and missing keys in the link",
    async run(visit, assert) {
      const { state } = await assertReadAs(visit, assert, "context=200k&contxt=5&zzz=1&=7&power", "v=2&context=200k", 4);
      assert.match(state.messages[0], /contxt.*context/);
      await assertReadAs(visit, assert, "v=2", "", 0);
      await assertReadAs(visit, assert, "&&&", "", 0);
    },
  },
  {
    id: "state-4",
    title: "duplicate keys in the link",
    async run(visit, assert) {
      await assertReadAs(visit, assert, "v=2&context=100k&context=200k", "v=2&context=200k", 1);
      // The last value is read, and none of the others.
      await assertReadAs(visit, assert, "v=2&power=1GW&context=200k&context=NaN&v=2", "v=2&power=1GW", 3);
      // Shocks add up, so none is lost when they are listed separately.
      await assertReadAs(visit, assert, "shocks=edge&shocks=edge,edge", "shocks=edge", 0);
    },
  },
  {
    id: "state-5",
    title: "a link of a later version",
    async run(visit, assert) {
      const { page, state } = await assertReadAs(visit, assert, "v=3&context=200k&warp=9", "v=2&context=200k", 2);
      assert.match(state.messages[0], /later version \(3\)/);
      for (const version of ["4294967295", "4294967296", "1e3", "-1", "x", ""]) {
        const other = await follow(page, `v=${version}&context=200k`);
        assert.deepEqual([other.link, other.numbers, other.messages.length], [state.link, state.numbers, 1], version);
      }
    },
  },
  {
    id: "state-6",
    title: "links of every version",
    async run(visit, assert) {
      assert.ok(LINKS.length > 100 && ALL.length > 45);
      const page = await visit();
      for (const [link, meaning] of LINKS) {
        const state = await follow(page, link);
        assert.deepEqual([state.link, state.messages], [meaning, []], link);
      }
      // A link without a version is read as one of the current version.
      for (const [link, meaning] of LINKS.slice(0, 20)) {
        const bare = link.replace("v=2&", "");
        const state = await follow(page, bare);
        assert.deepEqual([state.link, state.messages], [meaning, []], bare);
      }
      // Links of earlier versions open with a notice and a message for each lever that no longer exists.
      for (const [link, meaning] of EARLIER) {
        const state = await follow(page, link);
        const gone = [...link.matchAll(/&(demand_share|resale)=/g)].length;
        assert.deepEqual([state.link, state.messages.length], [meaning, 1 + gone], link);
        assert.match(state.messages[0], /earlier version \(1\)/, link);
      }
      const [link, meaning] = LINKS.at(-1);
      const opened = await (await visit(`?${link}`)).evaluate(STATE);
      assert.deepEqual([opened.link, opened.messages], [meaning, []]);
    },
  },
  {
    id: "state-7",
    title: "broken percent escapes and invalid UTF-8 in the link",
    async run(visit, assert) {
      await assertReadAs(visit, assert, "v=2&context=200k&%zz=1&%=2&agents=%&power=%e2%82", "v=2&context=200k", 4);
      await assertReadAs(visit, assert, "v=2&context=200k&%ff%fe=%c0%80&agents=%ed%a0%80&gpu=%F8%88", "v=2&context=200k", 3);
      await assertReadAs(visit, assert, "%76=2&%63ontext=%3200k&shocks=%2c%2C", "v=2&context=200k", 0);
      await assertReadAs(visit, assert, "v=2&context=200k&gpu=%00&llm=%0d%0a&shocks=%00", "v=2&context=200k", 3);
    },
  },
  {
    id: "state-8",
    title: "a link of 100 kB",
    async run(visit, assert) {
      const page = await visit();
      const baseline = await follow(page, "");
      for (const long of [`agents=${"9".repeat(100_000)}`, `${"x".repeat(100_000)}=1`, `shocks=${"a".repeat(100_000)}`, "a=1&".repeat(25_000)]) {
        const state = await follow(page, `v=2&context=200k&${long}`);
        assert.deepEqual([state.link, state.numbers, state.messages.length], [baseline.link, baseline.numbers, 1]);
        assert.match(state.messages[0], /too long: none of it was read/);
      }
      // Within the length that is read, a single long value only invalidates itself.
      await assertReadAs(visit, assert, `v=2&context=200k&agents=${"9".repeat(10_000)}`, "v=2&context=200k", 1);
    },
  },
  {
    id: "state-9",
    title: "markup and script in every field of the link",
    async run(visit, assert) {
      assert.ok(HOSTILE.length >= 200);
      const page = await visit("", { watch: true });
      const names = [...ALL, "v", "shocks"];
      assert.ok(names.length > 45);
      const baseline = await follow(page, "");
      const escaped = HOSTILE.map((payload) => encodeURIComponent(payload));
      const effects = `({
        pwn: window.__pwn,
        added: [...document.querySelectorAll("*")].flatMap((it) => [...it.attributes].map(({ name, value }) => [name, value]))
          .filter(([name, value]) => /^on/.test(name) || /^\\s*(javascript|vbscript|data:text)/i.test(value) || /<|__pwn/.test(value))
          .map((pair) => pair.join("=")).filter((it) => !it.startsWith("data-link=")),
        elements: document.querySelectorAll("iframe, object, embed, base, form, [srcdoc], [formaction], #factory script").length,
      })`;
      const before = await page.evaluate(effects);
      for (const text of escaped) {
        // In every field at once, as a name, and as the fragment.
        const query = [...names.map((name) => `${name}=${text}`), `${text}=${text}`].join("&");
        const state = await follow(page, query);
        assert.deepEqual([state.link, state.numbers], [baseline.link, baseline.numbers], text);
        const isTooLong = /too long: none of it was read/.test(state.messages[0]);
        assert.ok(isTooLong || count(state.messages) >= names.length - 1, `${text}: ${count(state.messages)} faults`);
        await page.evaluate(`(location.hash = ${JSON.stringify(`#why=${text}`)}, location.hash = ${JSON.stringify(`#${text}`)}, 1)`);
      }
      await page.evaluate(pause(300));
      const after = await page.evaluate(effects);
      assert.equal(after.pwn ?? null, null, "a text from the link ran");
      assert.deepEqual(after.added.filter((it) => !before.added.includes(it)), []);
      assert.equal(after.elements, before.elements);
      // When the page is loaded: every text once, in different fields.
      for (let at = 0; at < escaped.length; at += names.length) {
        const part = escaped.slice(at, at + names.length);
        const query = part.map((text, i) => `${names[i]}=${text}`).join("&");
        for (const start of at === 0 ? [`?${query}#${part[0]}`, `?${query}#static`] : [`?${query}#why=${part[1]}`]) {
          const fresh = await visit(start, { watch: true, ready: !start.endsWith("#static") });
          await fresh.evaluate(pause(300));
          const found = await fresh.evaluate(effects);
          assert.equal(found.pwn ?? null, null, "a text from the link ran as the page started");
          assert.equal(found.elements, before.elements);
        }
      }
    },
    seconds: 240,
  },
  {
    id: "state-10",
    title: "property names of objects as keys of the link",
    async run(visit, assert) {
      const names = ["__proto__", "constructor", "toString", "prototype", "hasOwnProperty", "valueOf", "__proto__[polluted]", "constructor.prototype.polluted"];
      await assertReadAs(visit, assert, `v=2&context=200k&gpu=__proto__&llm=constructor&shocks=toString`, "v=2&context=200k", 3);
      const { page } = await assertReadAs(visit, assert, `v=2&context=200k&${names.map((name) => `${name}=1`).join("&")}`, "v=2&context=200k", names.length);
      assert.equal(await page.evaluate("({}).polluted ?? null"), null);
      await page.evaluate("(location.hash = '#why=__proto__', location.hash = '#constructor', 1)");
      assert.equal(count((await page.evaluate(STATE)).messages), names.length);
    },
  },
  {
    id: "state-11",
    title: "decimal comma, thin spaces, percent and units in the link",
    async run(visit, assert) {
      const page = await visit();
      const same = async (link, meaning) => {
        const state = await follow(page, link);
        const plain = await follow(page, meaning);
        assert.deepEqual([state.link, state.messages, state.numbers], [plain.link, [], plain.numbers], link);
      };
      await same("context=128,000", "v=2&context=128k");
      await same(`context=${encodeURIComponent("128\u2009000")}`, "v=2&context=128k");
      await same("cached=40%25", "v=2&cached=40");
      await same("power=1 GW", "v=2&power=1GW");
      await same("electricity=8c", "v=2&electricity=0.08");
      // A value with two meanings may be refused, but is never read on another scale.
      const before = await follow(page, "");
      const comma = await follow(page, "electricity=0,08");
      assert.ok(comma.link === "v=2&electricity=0.08" || (comma.link === before.link && comma.messages.length === 1), comma.link);
    },
  },
];
