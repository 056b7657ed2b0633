// Faults of the start: what is missing, broken or forbidden is named, the numbers that stand are true, the inputs are kept.

import { Host } from "../site-copy.mjs";

const QUERY = "?v=2&context=80k";

/** What a page shows of a start that failed. */
const TROUBLE = `(() => {
  const screen = document.querySelector("[data-name=trouble]");
  return screen && {
    cause: screen.dataset.cause,
    text: screen.textContent,
    inputs: screen.querySelector("[data-name=inputs]").value,
    ways: [...screen.querySelectorAll("button, a")].map((way) => way.textContent),
    numbers: [...document.querySelectorAll("main [data-number]")].filter((it) => it.checkVisibility({ visibilityProperty: true })).length,
  };
})()`;

const READY = `Boolean(document.querySelector("#factory[data-ready]"))`;

/**
 * What a browser says of files that fail and of policies that refuse belongs to these faults; exceptions do not. Firefox
 * tells of both as of exceptions.
 */
const allows = (sentence) => /^(console|policy): |^exception: (None of the “sha|Content-Security-Policy|Loading module)/.test(sentence);

/** The page says why it did not start; with inputs in its link it shows no numbers of others, without any those it was made with. */
async function refused(visit, assert, url, cause, options) {
  for (const query of [QUERY, ""]) {
    const page = await visit(url + query, { ...options, ready: false });
    await page.wait(`${TROUBLE} && ${TROUBLE}.cause !== "slow"`);
    const shown = await page.evaluate(TROUBLE);
    assert.equal(shown.cause, cause);
    assert.equal(shown.inputs, url + query);
    for (const way of ["Copy my inputs", "Read the static version"]) assert.ok(shown.ways.includes(way), way);
    if (query) assert.equal(shown.numbers, 0, "numbers that are not of these inputs");
    else {
      assert.ok(shown.numbers > 5, "the page as it was made");
      assert.match(shown.text, /those of the starting values/);
    }
    await page.close();
  }
}

/** A fault of the start on a site of its own. */
const fault = (id, title, breaks, options) => ({
  id,
  title,
  allows,
  async run(visit, assert, world) {
    // A list of ways to break it, each with what is then said.
    for (const [cause, spoil] of breaks) {
      const host = await Host.of(world);
      await spoil(host);
      await refused(visit, assert, host.url, cause, options);
    }
  },
});

/** A file of the program in other bytes, with nothing else changed. */
const other = (name, change) => async (host) => {
  const file = await host.site[name];
  host.rule(file, { body: change(Buffer.from(await host.site.read(file))) });
};

/** The site's policy in other words, wherever it states it. */
const restated = (change) => async (host) => {
  for (const name of ["_headers", "index.html"]) await host.site.write(name, change(await host.site.text(name)));
};

/** A whole program that asks its page for something that the glue does not have. */
const STRANGER = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 9, 1, 3, 119, 98, 103, 1, 97, 0, 0]);

const PAGE = "<!DOCTYPE html><title>Not found</title>";

export const faults = [
  {
    id: "B1",
    title: "scripts are off: the page reads whole, with the numbers of the starting values",
    async run(visit, assert) {
      const page = await visit("", { script: false, ready: false });
      const text = await page.evaluate("document.body.innerText");
      assert.match(text, /The levers move with JavaScript/);
      assert.match(text, /\$\d[\d.]*B\/year[\s\S]*profit/);
    },
  },
  fault("B2", "the browser has no WebAssembly", [["old", () => {}]], { init: "delete globalThis.WebAssembly" }),
  fault("B3", "a policy forbids WebAssembly", [["policy", restated((text) => text.replaceAll(" 'wasm-unsafe-eval'", ""))]]),
  fault("B4", "the map of checksums is refused", [["policy", restated((text) => text.replace('{"integrity":', '{ "integrity":'))]]),
  {
    ...fault("B5", "the program's glue is missing, or the script that starts it", [["missing", async (host) => host.site.remove(await host.site.glue)]]),
    async run(visit, assert, world) {
      const host = await Host.of(world);
      await host.site.remove(await host.site.glue);
      await refused(visit, assert, host.url, "missing");
      // Nothing of ours runs: the page says by its style sheet alone what its numbers are.
      const mute = await Host.of(world);
      await mute.site.remove(await mute.site.named("boot", "js"));
      const page = await visit(mute.url, { ready: false });
      await page.wait(`getComputedStyle(document.querySelector(".unstarted")).visibility === "visible"`, 15_000);
      assert.match(await page.evaluate(`document.querySelector(".unstarted").textContent`), /not started yet.*starting values/);
    },
  },
  fault("B6", "the program is missing, and the server answers with a page, as a fault or as a success", [
    ["missing", async (host) => host.rule(await host.site.program, { status: 404, headers: { "content-type": "text/html" }, body: PAGE })],
    ["page", async (host) => host.rule(await host.site.program, { headers: { "content-type": "text/html" }, body: PAGE })],
    ["page", async (host) => host.rule(await host.site.glue, { headers: { "content-type": "text/html" }, body: PAGE })],
  ]),
  fault("B7", "the program is cut short", [["changed", other("program", (held) => held.subarray(0, held.length >> 1))]]),
  fault("B8", "one byte of the program is another, or of its glue", [
    [
      "changed",
      other("program", (held) => {
        held[held.length >> 1] ^= 1;
        return held;
      }),
    ],
    ["changed", other("glue", (held) => `${held} `)],
  ]),
  {
    id: "B9",
    title: "the server gives the program a wrong type: it starts all the same",
    async run(visit, assert, world) {
      const host = await Host.of(world);
      host.rule(await host.site.program, { headers: { "content-type": "application/octet-stream" } });
      const page = await visit(host.url + QUERY);
      assert.equal(await page.evaluate(`document.querySelectorAll("[data-name=trouble]").length`), 0);
    },
  },
  fault("B10", "glue and program are of different builds", [["changed", async (host) => host.site.swap(await host.site.program, STRANGER)]]),
  {
    id: "B11",
    title: "the transfer stands still: after 15 seconds the page says so, and it starts when the rest comes",
    // Firefox finds fractions of the manual unfinished while it still reads them.
    allows: (sentence) => allows(sentence) || sentence.startsWith("exception: Invalid markup: "),
    async run(visit, assert, world) {
      const host = await Host.of(world);
      const program = await host.site.program;
      let finish;
      const rest = new Promise((done) => (finish = done));
      host.rule(program, { stall: Math.floor((await host.site.read(program)).length * 0.6), rest });
      const page = await visit(`${host.url}manual.html`, { ready: false });
      // The page's own load waits for the program, so that it is not waited for.
      await page.evaluate(`void (location.href = ${JSON.stringify(host.url + QUERY)})`);
      await page.wait(`${TROUBLE}?.cause === "slow"`, 25_000);
      const shown = await page.evaluate(TROUBLE);
      assert.equal(shown.numbers, 0);
      assert.equal(shown.inputs, host.url + QUERY);
      finish();
      await page.wait(READY);
      assert.equal(await page.evaluate(`document.querySelectorAll("[data-name=trouble]").length`), 0);
    },
  },
  {
    id: "B12",
    title: "Trusted Types are enforced: plain markup enters the page, what runs or loads does not",
    allows: (sentence) => /^(console: .*(TrustedHTML|TrustedScriptURL|Trusted Type|trusted-types|createHTML|createScriptURL)|policy: require-trusted-types-for |exception: Content-Security-Policy: .*require-trusted-types-for)/i.test(sentence),
    async run(visit, assert, world) {
      const page = await visit(QUERY);
      if (!(await page.evaluate("Boolean(self.trustedTypes)"))) world.unasked("This engine knows no Trusted Types.");
      const taken = (texts) =>
        page.evaluate(`${JSON.stringify(texts)}.map((text) => {
          try { document.createElement("div").innerHTML = text; return true; } catch { return false; }
        })`);
      const plain = ['<p class="small">One <b>two</b></p>', '<a href="#chances">three</a>', '<a href="?v=2&amp;context=1M" title="4 > 3">four</a>', '<math><mi>x</mi></math>', '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>', "five"];
      const wild = ["<script>1</script>", "<img src=x onerror=x>", '<p onclick="x">', '<b title=""onclick="x">', "<b title=x>", '<a href="javascript:x">', '<a href=" javascript:x">', '<a href="java&#115;cript:x">', '<svg><a xlink:href="javascript:x">', '<iframe srcdoc="x">', '<form action="x">', '<button formaction="javascript:x">', '<meta http-equiv="refresh" content="0">', "<style>*{}</style>", '<p style="color:red">', "<!-- x", "<scr<b>ipt>x", '<svg/onload="x">', "<template><p></template>"];
      assert.deepEqual(await taken(plain), plain.map(() => true));
      assert.deepEqual(await taken(wild), wild.map(() => false));
      const started = (address) => page.evaluate(`(() => { try { new Worker(${JSON.stringify(address)}).terminate(); return true; } catch { return false; } })()`);
      assert.equal(await started("data:text/javascript,1"), false);
      assert.equal(await started("https://example.org/x.js"), false);
      // What the worker makes is of that form: the answer to "why this number" stands.
      await page.evaluate(`document.querySelector("[data-number='profit.profit']").click()`);
      await page.wait(`document.querySelector("dialog[open] math") !== null`, 30_000);
    },
  },
];
