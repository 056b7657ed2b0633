// Faults while the page starts. It names what is missing, broken or blocked, keeps the inputs, and shows no wrong
// numbers.

import { CONTEXT, ERROR_SCREEN_COUNT, MOUNTED, UNSTARTED_IS_SAID, pause } from "../expressions.mjs";
import { FaultyHost } from "../site-copy.mjs";

const QUERY = "?v=2&context=80k";

/** The error screen of a page that did not start. */
const ERROR_SCREEN = `(() => {
  const screen = document.querySelector("[data-name=trouble]");
  return screen && {
    cause: screen.dataset.cause,
    text: screen.textContent,
    inputs: screen.querySelector("[data-name=inputs]").value,
    actions: [...screen.querySelectorAll("button, a")].map((action) => action.textContent),
    numbers: [...document.querySelectorAll("main [data-number]")].filter((it) => it.checkVisibility({ visibilityProperty: true })).length,
  };
})()`;


/** Console errors about files and policies belong to these faults; exceptions do not, except Firefox's about the
 *  same. */
const allows = (error) => /^(console|policy): |^exception: (None of the “sha|Content-Security-Policy|Loading module)/.test(error);

/** The page says why it did not start. It shows no numbers if its link has inputs, otherwise those of the baseline.
 *  */
async function assertNotStarted(visit, assert, url, cause, options) {
  for (const query of [QUERY, ""]) {
    const page = await visit(url + query, { ...options, ready: false });
    await page.wait(`${ERROR_SCREEN} && ${ERROR_SCREEN}.cause !== "slow"`);
    const shown = await page.evaluate(ERROR_SCREEN);
    assert.equal(shown.cause, cause);
    assert.equal(shown.inputs, url + query);
    for (const action of ["Copy my inputs", "Read the static version"]) assert.ok(shown.actions.includes(action), action);
    if (query) assert.equal(shown.numbers, 0, "numbers of other inputs are shown");
    else {
      assert.ok(shown.numbers > 5, "the prerendered numbers are not shown");
      assert.match(shown.text, /those of the baseline/);
    }
    await page.close();
  }
}

/** A fault of the start. `breaks` lists ways to break a copy of the site, each with the cause that the page then names. */
const fault = (id, title, breaks, options) => ({
  id,
  title,
  allows,
  async run(visit, assert, world) {
    for (const [cause, breakSite] of breaks) {
      const host = await FaultyHost.start(world);
      await breakSite(host);
      await assertNotStarted(visit, assert, host.url, cause, options);
    }
  },
});

/** Changes a file of the program without its checksums. */
const changeFile = (name, change) => async (host) => {
  const file = await host.site[name];
  host.rule(file, { body: change(Buffer.from(await host.site.read(file))) });
};

/** Changes the site's policy in the page and in the headers. */
const changePolicy = (change) => async (host) => {
  for (const name of ["_headers", "index.html"]) await host.site.write(name, change(await host.site.text(name)));
};

/** A valid WebAssembly module with an import that the glue code does not provide. */
const OTHER_PROGRAM = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 9, 1, 3, 119, 98, 103, 1, 97, 0, 0]);

const NOT_FOUND = "<!DOCTYPE html><title>Not found</title>";

export const faults = [
  {
    id: "boot-1",
    title: "scripts are disabled: the page is complete, with the numbers of the baseline",
    async run(visit, assert) {
      const page = await visit("", { script: false, ready: false });
      const text = await page.evaluate("document.body.innerText");
      assert.match(text, /The levers need JavaScript/);
      assert.match(text, /\$\d[\d.]*B\s*\/year[\s\S]*profit/);
    },
  },
  fault("boot-2", "the browser has no WebAssembly", [["old", () => {}]], { init: "delete globalThis.WebAssembly" }),
  fault("boot-3", "a policy blocks WebAssembly", [["policy", changePolicy((text) => text.replaceAll(" 'wasm-unsafe-eval'", ""))]]),
  fault("boot-4", "the map of checksums is blocked", [["policy", changePolicy((text) => text.replace('{"integrity":', '{ "integrity":'))]]),
  {
    ...fault("boot-5", "the program's glue code is missing, or the script that starts it", [["missing", async (host) => host.site.remove(await host.site.glue)]]),
    async run(visit, assert, world) {
      const host = await FaultyHost.start(world);
      await host.site.remove(await host.site.glue);
      await assertNotStarted(visit, assert, host.url, "missing");
    },
  },
  fault("boot-6", "the program is missing, and the server responds with a page, with status 404 or 200", [
    ["missing", async (host) => host.rule(await host.site.program, { status: 404, headers: { "content-type": "text/html" }, body: NOT_FOUND })],
    ["page", async (host) => host.rule(await host.site.program, { headers: { "content-type": "text/html" }, body: NOT_FOUND })],
    ["page", async (host) => host.rule(await host.site.glue, { headers: { "content-type": "text/html" }, body: NOT_FOUND })],
  ]),
  fault("boot-7", "the program is truncated", [["changed", changeFile("program", (bytes) => bytes.subarray(0, bytes.length >> 1))]]),
  fault("boot-8", "one byte of the program is changed, or of its glue code", [
    [
      "changed",
      changeFile("program", (bytes) => {
        bytes[bytes.length >> 1] ^= 1;
        return bytes;
      }),
    ],
    ["changed", changeFile("glue", (bytes) => `${bytes} `)],
  ]),
  {
    id: "boot-9",
    title: "the server gives the program a wrong content type: it starts all the same",
    async run(visit, assert, world) {
      const host = await FaultyHost.start(world);
      host.rule(await host.site.program, { headers: { "content-type": "application/octet-stream" } });
      const page = await visit(host.url + QUERY);
      assert.equal(await page.evaluate(ERROR_SCREEN_COUNT), 0);
    },
  },
  fault("boot-10", "glue code and program are of different builds", [["changed", async (host) => host.site.replace(await host.site.program, OTHER_PROGRAM)]]),
  {
    id: "boot-11",
    title: "the download stalls: after 15 seconds the page says so, and it starts when the rest arrives",
    // Firefox reports MathML fractions of the manual as invalid while it is still parsing them.
    allows: (error) => allows(error) || error.startsWith("exception: Invalid markup: "),
    async run(visit, assert, world) {
      const host = await FaultyHost.start(world);
      const program = await host.site.program;
      let finish;
      const rest = new Promise((done) => (finish = done));
      host.rule(program, { stall: Math.floor((await host.site.read(program)).length * 0.6), rest });
      const page = await visit(`${host.url}manual.html`, { ready: false });
      // The load event waits for the program, so that a navigation by the driver would, too.
      await page.evaluate(`void (location.href = ${JSON.stringify(host.url + QUERY)})`);
      await page.wait(`${ERROR_SCREEN}?.cause === "slow"`, 25_000);
      const shown = await page.evaluate(ERROR_SCREEN);
      assert.equal(shown.numbers, 0);
      assert.equal(shown.inputs, host.url + QUERY);
      finish();
      await page.wait(MOUNTED);
      assert.equal(await page.evaluate(ERROR_SCREEN_COUNT), 0);
    },
  },
  {
    id: "boot-13",
    title: "memory runs out while the program is instantiated: the page says so, and shows no numbers of a link",
    allows,
    run: (visit, assert, world) =>
      assertNotStarted(visit, assert, world.url, "memory", {
        init: `WebAssembly.instantiate = () => Promise.reject(new RangeError("WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory for new instance"));`,
      }),
  },
  {
    id: "boot-14",
    title: "the program breaks in a task of its own before its start is over",
    allows: () => true,
    run: (visit, assert, world) =>
      assertNotStarted(visit, assert, world.url, "program", {
        init: `const instantiate = WebAssembly.instantiate;
          WebAssembly.instantiate = async (...all) => {
            reportError(Object.assign(new Error("broken"), { name: "Panic" }));
            return instantiate(...all);
          };`,
      }),
  },
  ...["is missing", "is truncated", "is changed by one byte"].map((how, at) => ({
    id: `boot-${15 + at}`,
    title: `the script that starts the program ${how}: the page says at once that its numbers are those of the baseline`,
    allows,
    async run(visit, assert, world) {
      const host = await FaultyHost.start(world);
      const boot = await host.site.hashedName("boot", "js");
      const text = await host.site.text(boot);
      const broken = [{ status: 404, body: NOT_FOUND }, { body: text.slice(0, text.length / 2) }, { body: `${text} ` }][at];
      for (const path of ["", "story.html", "embed/"]) {
        host.rule(boot, broken);
        const page = await visit(host.url + path + QUERY, { ready: false });
        await page.wait(UNSTARTED_IS_SAID, 3_000);
        assert.equal(await page.evaluate(`[...document.querySelectorAll("main :is(button, input, select)")].filter((it) => it.checkVisibility() && getComputedStyle(it).pointerEvents !== "none").length`), 0, "controls look alive");
        // With good files again, the link on the page starts it, with the inputs of its address.
        host.rule(boot, undefined);
        await page.evaluate(`document.querySelector(".unstarted a").click()`);
        await page.wait(`${MOUNTED} && document.documentElement.dataset.link?.includes("context=80k")`, 20_000);
        assert.equal(await page.evaluate(UNSTARTED_IS_SAID), false);
        await page.close();
      }
    },
  })),
  {
    id: "boot-12",
    title: "Trusted Types are enforced: safe markup is accepted, what runs or loads something is not",
    allows: (error) => /^(console: .*(TrustedHTML|TrustedScriptURL|Trusted Type|trusted-types|createHTML|createScriptURL)|policy: require-trusted-types-for |exception: Content-Security-Policy: .*require-trusted-types-for)/i.test(error),
    async run(visit, assert, world) {
      const page = await visit(QUERY);
      if (!(await page.evaluate("Boolean(self.trustedTypes)"))) world.unsupported("This engine knows no Trusted Types.");
      const accepted = (texts) =>
        page.evaluate(`${JSON.stringify(texts)}.map((text) => {
          try { document.createElement("div").innerHTML = text; return true; } catch { return false; }
        })`);
      const safe = ['<p class="small">One <b>two</b></p>', '<a href="#chances">three</a>', '<a href="?v=2&amp;context=1M" title="4 > 3">four</a>', '<math><mi>x</mi></math>', '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>', "five"];
      const unsafe = ["<script>1</script>", "<img src=x onerror=x>", '<p onclick="x">', '<b title=""onclick="x">', "<b title=x>", '<a href="javascript:x">', '<a href=" javascript:x">', '<a href="java&#115;cript:x">', '<svg><a xlink:href="javascript:x">', '<iframe srcdoc="x">', '<form action="x">', '<button formaction="javascript:x">', '<meta http-equiv="refresh" content="0">', "<style>*{}</style>", '<p style="color:red">', "<!-- x", "<scr<b>ipt>x", '<svg/onload="x">', "<template><p></template>"];
      assert.deepEqual(await accepted(safe), safe.map(() => true));
      assert.deepEqual(await accepted(unsafe), unsafe.map(() => false));
      const started = (address) => page.evaluate(`(() => { try { new Worker(${JSON.stringify(address)}).terminate(); return true; } catch { return false; } })()`);
      assert.equal(await started("data:text/javascript,1"), false);
      assert.equal(await started("https://example.org/x.js"), false);
      // What the web worker renders is accepted: the derivation dialog is filled.
      await page.evaluate(`document.querySelector("[data-number='profit.profit']").click()`);
      await page.wait(`document.querySelector("dialog[open] math") !== null`, 30_000);
    },
  },
];
