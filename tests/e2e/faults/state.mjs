// S: what stands in the link.

import { readFileSync } from "node:fs";
import { PAYLOADS } from "../payloads.mjs";

/** What the page takes the link for, what it says could not be read, and the numbers that it shows. */
const STATE = `({
  link: document.documentElement.dataset.link,
  told: [...document.querySelectorAll('[data-name="link-faults"]:not([hidden]) li')].map((item) => item.textContent),
  numbers: [...document.querySelectorAll("[data-name] > .digits, [data-name].digits")].map((digits) =>
    (digits.closest("[data-name]").dataset.name + ": " + digits.textContent)),
})`;

/** Follows a query in the open page, as Back and Forward do, and gives its state then. */
const follow = (page, query) =>
  page.evaluate(`(async () => {
    history.pushState(null, "", location.pathname + "?" + ${JSON.stringify(query)});
    dispatchEvent(new PopStateEvent("popstate"));
    await new Promise((done) => setTimeout(done, 60));
    return ${STATE};
  })()`);

/** Links as they were made, with the link that says what each means. */
const links = (version) =>
  readFileSync(new URL(`../../links/${version}.tsv`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"));
const LINKS = links(2);
const EARLIER = links(1);

/** What a link sets, by the names of levers: every lever has a link of its own. */
const SET = new Map(LINKS.map(([, meaning]) => meaning.split("&")).filter((parts) => parts.length === 2).map(([, set]) => set.split("=")));
SET.delete("shocks");

/** Texts of which none is a value of any lever: one of them is what a switch takes. */
const HOSTILE = PAYLOADS.filter((text) => text !== "true");

/** Names of all levers, and of those that take numbers. */
const ALL = [...SET.keys()];
const NUMERIC = ALL.filter((id) => /^\d/.test(SET.get(id)));

/** Words of a computation that failed, in the text of the page or in an attribute. */
const BROKEN = `[[...document.body.children].map((it) => it.innerText ?? "").join("\\n")
    .replace(document.querySelector('[data-name="link-faults"]').innerText, "").match(/.{0,30}(\\bNaN\\b|\\bInfinity\\b|\\binf\\b|\\bundefined\\b|[−-]0(?![.\\d])).{0,30}/g) ?? [],
  [...document.querySelectorAll("#factory *")].flatMap((it) => [...it.attributes])
    .filter(({ name, value }) => /NaN|Infinity|undefined/.test(value)).map(({ name, value }) => name + "=" + value.slice(0, 60))].flat()`;

/**
 * Opens the page at a query of which only `rest` can be read: it must show what `rest` alone shows, say `faults`
 * sentences, and nothing that failed.
 */
async function holds(visit, assert, query, rest, faults) {
  const page = await visit(`?${query}`);
  const state = await page.evaluate(STATE);
  const alone = await (await visit(`?${rest}`)).evaluate(STATE);
  assert.ok(state.numbers.length > 5, "no numbers");
  assert.deepEqual([state.link, state.numbers], [alone.link, alone.numbers]);
  assert.equal(state.told.length, faults, state.told.join("\n"));
  assert.ok(state.told.every((sentence) => sentence.length < 600), "a fault is told at length");
  assert.deepEqual(await page.evaluate(BROKEN), []);
  return { page, state };
}

/** Sets all NUMERIC levers to one text by the link, which none of them takes. */
async function none(visit, assert, page, text) {
  const before = await follow(page, "");
  const state = await follow(page, NUMERIC.map((id) => `${id}=${encodeURIComponent(text)}`).join("&"));
  assert.equal(state.told.length, NUMERIC.length, `${text.slice(0, 20)}: ${state.told.length} of ${NUMERIC.length} told`);
  assert.deepEqual([state.link, state.numbers], [before.link, before.numbers]);
  assert.deepEqual(await page.evaluate(BROKEN), []);
}

export const faults = [
  {
    id: "S1",
    title: "NaN, Infinity and −0 in the link",
    async run(visit, assert) {
      const { page } = await holds(visit, assert, "v=2&context=NaN&agents=Infinity&cached=-0&power=1GW", "v=2&cached=0&power=1GW", 2);
      for (const text of ["NaN", "nan", "Infinity", "-Infinity", "inf", "∞"]) await none(visit, assert, page, text);
      const [plain, signed] = [await follow(page, NUMERIC.map((id) => `${id}=0`).join("&")), await follow(page, NUMERIC.map((id) => `${id}=-0`).join("&"))];
      assert.deepEqual([signed.link, signed.numbers], [plain.link, plain.numbers]);
      assert.doesNotMatch(signed.link, /=-/);
      assert.deepEqual(await page.evaluate(BROKEN), []);
    },
  },
  {
    id: "S2",
    title: "numbers beyond all numbers in the link",
    async run(visit, assert) {
      const { page } = await holds(visit, assert, "v=2&context=200k&agents=1e309&electricity=1e-400&power=1e308GW", "v=2&context=200k", 3);
      for (const text of ["1e309", "-1e309", "1e308", "9".repeat(400), `0.${"0".repeat(400)}1e999`]) {
        await none(visit, assert, page, text);
      }
      // Nothing is nought where nought is allowed, and beyond the track everywhere else.
      const small = await follow(page, NUMERIC.map((id) => `${id}=1e-400`).join("&"));
      const nought = await follow(page, NUMERIC.map((id) => `${id}=0`).join("&"));
      assert.deepEqual([small.link, small.numbers], [nought.link, nought.numbers]);
      assert.deepEqual(await page.evaluate(BROKEN), []);
    },
  },
  {
    id: "S3",
    title: "unknown and missing keys in the link",
    async run(visit, assert) {
      const { state } = await holds(visit, assert, "context=200k&contxt=5&zzz=1&=7&power", "v=2&context=200k", 4);
      assert.match(state.told[0], /contxt.*context/);
      await holds(visit, assert, "v=2", "", 0);
      await holds(visit, assert, "&&&", "", 0);
    },
  },
  {
    id: "S4",
    title: "duplicate keys in the link",
    async run(visit, assert) {
      await holds(visit, assert, "v=2&context=100k&context=200k", "v=2&context=200k", 0);
      await holds(visit, assert, "v=2&context=200k&context=NaN&v=2", "v=2&context=200k", 1);
      await holds(visit, assert, "shocks=edge&shocks=edge,edge", "shocks=edge", 0);
    },
  },
  {
    id: "S5",
    title: "a link of a later version",
    async run(visit, assert) {
      const { page, state } = await holds(visit, assert, "v=3&context=200k&warp=9", "v=2&context=200k", 2);
      assert.match(state.told[0], /later version \(3\)/);
      for (const version of ["4294967295", "4294967296", "1e3", "-1", "x", ""]) {
        const other = await follow(page, `v=${version}&context=200k`);
        assert.deepEqual([other.link, other.numbers, other.told.length], [state.link, state.numbers, 1], version);
      }
    },
  },
  {
    id: "S6",
    title: "links of every version that there was",
    async run(visit, assert) {
      assert.ok(LINKS.length > 100 && ALL.length > 45);
      const page = await visit();
      for (const [link, meaning] of LINKS) {
        const state = await follow(page, link);
        assert.deepEqual([state.link, state.told], [meaning, []], link);
      }
      // Without a version a link is read as one of today.
      for (const [link, meaning] of LINKS.slice(0, 20)) {
        const bare = link.replace("v=2&", "");
        const state = await follow(page, bare);
        assert.deepEqual([state.link, state.told], [meaning, []], bare);
      }
      // Earlier versions open with a notice, and say which of their levers are gone.
      for (const [link, meaning] of EARLIER) {
        const state = await follow(page, link);
        const gone = [...link.matchAll(/&(demand_share|resale)=/g)].length;
        assert.deepEqual([state.link, state.told.length], [meaning, 1 + gone], link);
        assert.match(state.told[0], /earlier version \(1\)/, link);
      }
      const [link, meaning] = LINKS.at(-1);
      const opened = await (await visit(`?${link}`)).evaluate(STATE);
      assert.deepEqual([opened.link, opened.told], [meaning, []]);
    },
  },
  {
    id: "S7",
    title: "broken percent escapes and invalid UTF-8 in the link",
    async run(visit, assert) {
      await holds(visit, assert, "v=2&context=200k&%zz=1&%=2&agents=%&power=%e2%82", "v=2&context=200k", 4);
      await holds(visit, assert, "v=2&context=200k&%ff%fe=%c0%80&agents=%ed%a0%80&gpu=%F8%88", "v=2&context=200k", 3);
      await holds(visit, assert, "%76=2&%63ontext=%3200k&shocks=%2c%2C", "v=2&context=200k", 0);
      await holds(visit, assert, "v=2&context=200k&gpu=%00&llm=%0d%0a&shocks=%00", "v=2&context=200k", 3);
    },
  },
  {
    id: "S8",
    title: "a link of 100 kB",
    async run(visit, assert) {
      const page = await visit();
      const before = await follow(page, "v=2&context=200k");
      for (const long of [`agents=${"9".repeat(100_000)}`, `${"x".repeat(100_000)}=1`, `shocks=${"a".repeat(100_000)}`]) {
        const state = await follow(page, `v=2&context=200k&${long}`);
        assert.deepEqual([state.link, state.numbers, state.told.length], [before.link, before.numbers, 1]);
        assert.ok(state.told[0].length < 600);
      }
      const many = await follow(page, `v=2&context=200k${"&a=1".repeat(25_000)}`);
      assert.deepEqual([many.link, many.numbers], [before.link, before.numbers]);
      await holds(visit, assert, `v=2&context=200k&agents=${"9".repeat(30_000)}`, "v=2&context=200k", 1);
    },
  },
  {
    id: "S9",
    title: "markup and script in every field of the link",
    async run(visit, assert) {
      assert.ok(HOSTILE.length >= 200);
      const page = await visit("", { watch: true });
      const names = [...ALL, "v", "shocks"];
      assert.ok(names.length > 45);
      const baseline = await follow(page, "");
      const escaped = HOSTILE.map((payload) => encodeURIComponent(payload));
      const looks = `({
        pwn: window.__pwn,
        added: [...document.querySelectorAll("*")].flatMap((it) => [...it.attributes].map(({ name, value }) => [name, value]))
          .filter(([name, value]) => /^on/.test(name) || /^\\s*(javascript|vbscript|data:text)/i.test(value) || /<|__pwn/.test(value))
          .map((pair) => pair.join("=")).filter((it) => !it.startsWith("data-link=")),
        elements: document.querySelectorAll("iframe, object, embed, base, form, [srcdoc], [formaction], #factory script").length,
      })`;
      const before = await page.evaluate(looks);
      for (const text of escaped) {
        // Every field at once, and the text as a name and as the fragment too.
        const query = [...names.map((name) => `${name}=${text}`), `${text}=${text}`].join("&");
        const state = await follow(page, query);
        assert.deepEqual([state.link, state.numbers], [baseline.link, baseline.numbers], text);
        assert.ok(state.told.length >= names.length - 1, `${text}: ${state.told.length} told`);
        await page.evaluate(`(location.hash = ${JSON.stringify(`#why=${text}`)}, location.hash = ${JSON.stringify(`#${text}`)}, 1)`);
      }
      await page.evaluate("new Promise((done) => setTimeout(done, 300))");
      const after = await page.evaluate(looks);
      assert.equal(after.pwn ?? null, null, "a text from the link ran");
      assert.deepEqual(after.added.filter((it) => !before.added.includes(it)), []);
      assert.equal(after.elements, before.elements);
      // As the page starts: every text once, each in another field.
      for (let at = 0; at < escaped.length; at += names.length) {
        const part = escaped.slice(at, at + names.length);
        const query = part.map((text, i) => `${names[i]}=${text}`).join("&");
        for (const start of at === 0 ? [`?${query}#${part[0]}`, `?${query}#static`] : [`?${query}#why=${part[1]}`]) {
          const fresh = await visit(start, { watch: true, ready: !start.endsWith("#static") });
          await fresh.evaluate("new Promise((done) => setTimeout(done, 300))");
          const found = await fresh.evaluate(looks);
          assert.equal(found.pwn ?? null, null, "a text from the link ran as the page started");
          assert.equal(found.elements, before.elements);
        }
      }
    },
    seconds: 240,
  },
  {
    id: "S10",
    title: "names that objects have as keys of the link",
    async run(visit, assert) {
      const names = ["__proto__", "constructor", "toString", "prototype", "hasOwnProperty", "valueOf", "__proto__[polluted]", "constructor.prototype.polluted"];
      const { page } = await holds(visit, assert, `v=2&context=200k&${names.map((name) => `${name}=1`).join("&")}`, "v=2&context=200k", names.length);
      assert.equal(await page.evaluate("({}).polluted ?? null"), null);
      await holds(visit, assert, `v=2&context=200k&gpu=__proto__&llm=constructor&shocks=toString`, "v=2&context=200k", 3);
      await page.evaluate("(location.hash = '#why=__proto__', location.hash = '#constructor', 1)");
      assert.equal((await page.evaluate(STATE)).told.length, names.length);
    },
  },
  {
    id: "S11",
    title: "decimal comma, thin spaces, percent and units in the link",
    async run(visit, assert) {
      const page = await visit();
      const same = async (link, meaning) => {
        const state = await follow(page, link);
        const plain = await follow(page, meaning);
        assert.deepEqual([state.link, state.told, state.numbers], [plain.link, [], plain.numbers], link);
      };
      await same("context=128,000", "v=2&context=128k");
      await same(`context=${encodeURIComponent("128\u2009000")}`, "v=2&context=128k");
      await same("cached=40%25", "v=2&cached=40");
      await same("power=1 GW", "v=2&power=1GW");
      await same("electricity=8c", "v=2&electricity=0.08");
      // What may mean two things is asked about or left, never guessed to another scale.
      const before = await follow(page, "");
      const comma = await follow(page, "electricity=0,08");
      assert.ok(comma.link === "v=2&electricity=0.08" || (comma.link === before.link && comma.told.length === 1), comma.link);
    },
  },
];
