// Faults of the start: what is missing, broken or forbidden is named, the numbers that stand are true, the inputs are kept.

import { Host } from "./host.mjs";

const QUERY = "?v=1&context=80k";

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

/** The page says why it did not start; with inputs in its link it shows no numbers of others, without any those it was made with. */
async function refused({ visit, assert, url, cause, options, ms = 5_000 }) {
  for (const query of [QUERY, ""]) {
    const page = await visit(url + query, options);
    await page.wait(`${TROUBLE} && ${TROUBLE}.cause !== "slow"`, ms);
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
const fault = (id, title, cause, breaks, options) => ({
  id,
  title,
  async run({ visit, assert }) {
    const host = await Host.of();
    try {
      await breaks(host);
      await refused({ visit, assert, url: host.url, cause, options });
    } finally {
      await host.close();
    }
  },
});

export const faults = [
  {
    id: "B1",
    title: "scripts are off: the page reads whole, with the numbers of the starting values",
    async run({ visit, assert }) {
      const host = await Host.of();
      try {
        const page = await visit(host.url, { script: false });
        const text = await page.text();
        assert.match(text, /The levers move with JavaScript/);
        assert.match(text, /Profit[\s\S]*\$\d/);
        await page.close();
      } finally {
        await host.close();
      }
    },
  },
  fault("B2", "the browser has no WebAssembly", "old", () => {}, { init: "delete globalThis.WebAssembly" }),
  fault("B3", "a policy forbids WebAssembly", "policy", async (host) => {
    for (const headers of host.headers.values()) {
      if (headers["content-security-policy"]) headers["content-security-policy"] = headers["content-security-policy"].replace(" 'wasm-unsafe-eval'", "");
    }
  }),
  fault("B4", "the map of checksums is refused", "policy", async (host) => {
    const index = await host.site.text("index.html");
    host.rule("index.html", { body: index.replace('{"integrity":', '{ "integrity":') });
  }),
  fault("B5", "the program's glue is missing", "missing", async (host) => host.site.remove(await host.site.glue)),
  {
    id: "B5b",
    title: "the script that starts the program is missing: the page says by itself what its numbers are",
    async run({ visit, assert }) {
      const host = await Host.of();
      try {
        await host.site.remove(await host.site.named("boot", "js"));
        const page = await visit(host.url);
        await page.wait(`getComputedStyle(document.querySelector(".unstarted")).visibility === "visible"`, 15_000);
        assert.match(await page.evaluate(`document.querySelector(".unstarted").textContent`), /not started yet.*starting values/);
        await page.close();
      } finally {
        await host.close();
      }
    },
  },
  fault("B6", "the program is missing, and the server answers with a page of its own (404)", "missing", async (host) =>
    host.rule(await host.site.program, { status: 404, type: "text/html", body: "<!DOCTYPE html><title>Not found</title>" }),
  ),
  fault("B6b", "every missing file is answered with the first page (200)", "page", async (host) =>
    host.rule(await host.site.program, { type: "text/html", body: await host.site.read("index.html") }),
  ),
  fault("B7", "the program is cut short", "changed", async (host) => {
    const program = await host.site.program;
    host.rule(program, { body: (await host.site.read(program)).subarray(0, 300_000) });
  }),
  fault("B8", "one byte of the program is another", "changed", async (host) => {
    const program = await host.site.program;
    const held = Buffer.from(await host.site.read(program));
    held[held.length >> 1] ^= 1;
    host.rule(program, { body: held });
  }),
  fault("B8b", "one byte of the glue is another", "changed", async (host) => {
    const glue = await host.site.glue;
    host.rule(glue, { body: `${await host.site.text(glue)} ` });
  }),
  {
    id: "B9",
    title: "the server gives the program a wrong type: it starts all the same",
    async run({ visit, assert }) {
      const host = await Host.of();
      try {
        host.rule(await host.site.program, { type: "application/octet-stream" });
        const page = await visit(host.url + QUERY);
        await page.wait(READY, 10_000);
        assert.equal(await page.evaluate(`document.querySelector("[data-name=trouble]")`), null);
        await page.close();
      } finally {
        await host.close();
      }
    },
  },
  fault("B10", "glue and program are of different builds", "changed", async (host) => {
    // A whole program that asks its page for something that the glue does not have.
    const other = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 9, 1, 3, 119, 98, 103, 1, 97, 0, 0]);
    await host.site.swap(await host.site.program, other);
    await host.deploy(host.site);
  }),
  {
    id: "B11",
    title: "the transfer stands still: after 15 seconds the page says so, and it starts when the rest comes",
    async run({ visit, assert }) {
      const host = await Host.of();
      try {
        const program = await host.site.program;
        const held = await host.site.read(program);
        let finish;
        host.rule(program, (request, response) => {
          response.writeHead(200, { "content-type": "application/wasm", "content-length": held.length });
          response.write(held.subarray(0, Math.floor(held.length * 0.6)));
          finish = () => response.end(held.subarray(Math.floor(held.length * 0.6)));
        });
        const page = await visit(host.url + QUERY, { waits: false });
        await page.wait(`${TROUBLE}?.cause === "slow"`, 20_000);
        const shown = await page.evaluate(TROUBLE);
        assert.equal(shown.numbers, 0);
        assert.equal(shown.inputs, host.url + QUERY);
        finish();
        await page.wait(READY, 10_000);
        assert.equal(await page.evaluate(`document.querySelector("[data-name=trouble]")`), null);
        await page.close();
      } finally {
        await host.close();
      }
    },
  },
];
