// The faults that the site must survive, each under its name, in three browser engines: `make faults`.
//
//   node tests/e2e/faults.mjs [--engines=chromium,firefox,webkit] [S S9 B3 ...]
//
// A file of `faults/` is a family and exports `faults`, a list of:
//
//   {
//     id: "S1",                    letter of the family and number
//     title: "…",                  what goes wrong, in a few words
//     engines: ["chromium"],       optional: the engines that can be asked (all three)
//     reason: "…",                 then also: why the others cannot
//     allows: (sentence) => true,  optional: console errors and exceptions that belong to the fault
//     seconds: 180,                optional: how long it may take at most (120)
//     async run(visit, assert, world) { … }
//   }
//
// A fault is survived when `run` ends without an exception, and no page that it opened had an uncaught error or a
// refusal by its policy that `allows` does not name.
//
//   visit(where, options)   → Page (engines/engine.mjs) of the site, or of another address; waits until the program has
//                           started unless options.ready is false. Other options: script, init, width, height, and
//                           watch: true, which makes WebKitGTK tell of refusals too, at the price of a server in between
//   assert                  node:assert/strict
//   world.engine            "chromium", "firefox" or "webkit"
//   world.url               where the site is served by `token-factory serve`, ending in a slash; in WebKitGTK as it is
//                           built for a known address
//   world.serve(options)    → a server of the site that may do wrong, see faulty-server.mjs; it is stopped by itself
//   world.after(end)        runs `end` when the fault is over
//   world.unasked(reason)   ends the fault: this engine has no control for it
//
// `faults.test.mjs` runs all of them in Chromium, as tests of their names.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Unasked } from "./engines/engine.mjs";
import { dist, startServer } from "./server.mjs";
import { readHeaders, serveSite } from "./faulty-server.mjs";

export const ENGINES = ["chromium", "firefox", "webkit"];

/** Those of the first release. */
export const STARRED = [
  ..."B1 B2 B3 B4 B5 B6 B7 B8 B9 B10 B11".split(" "),
  ..."R1 R2 R4 R5 R8".split(" "),
  ..."O1 O2 O3 O4 O6 O8 O12 O14 O15 O16".split(" "),
  ..."S1 S2 S3 S5 S6 S7 S9 S10".split(" "),
  ..."I1 I4 I9 I10".split(" "),
  ..."E1 E2 E3 E4 E6 E7 E12".split(" "),
];

/** Those of them that have no test yet. */
export const AWAITED = [];

/** Every fault that is registered, by family and number. */
export async function registered() {
  const folder = new URL("faults/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".mjs"));
  const families = await Promise.all(files.map((name) => import(new URL(name, folder).href)));
  const order = (id) => "BROSIE".indexOf(id[0]) * 100 + Number(id.slice(1));
  return families.flatMap(({ faults }) => faults).sort((one, other) => order(one.id) - order(other.id));
}

// Runs in each page: what its policy refuses is noted.
const WATCH = `window.__refused = [];
addEventListener("securitypolicyviolation", (event) =>
  window.__refused.push("policy: " + event.violatedDirective + " refuses " + (event.blockedURI || event.sample)));`;

/**
 * Answers with the embed as `make build SITE=…` makes it, which names the origin of the site in its policy: in a sandboxed
 * frame WebKit takes `'self'` for nothing. All else is answered by `inner`, or as it is.
 */
const addressed = (inner = () => undefined) => (path, request) => {
  const given = inner(path, request);
  if (path !== "/embed/") return given;
  const named = (text) => text.replaceAll("'self'", `'self' http://${request.headers.host}`);
  const policy = readHeaders(readFileSync(`${dist}/_headers`, "utf8")).get(path)["content-security-policy"];
  const body = given?.body ?? readFileSync(`${dist}/embed/index.html`, "utf8");
  return { ...given, body: named(body), headers: { "content-security-policy": named(policy), ...given?.headers } };
};

/** An engine that has started, and the site it is asked about. */
export class Asking {
  static async start(which) {
    const module = await import(`./engines/${which}.mjs`);
    const asking = new Asking();
    asking.which = which;
    asking.name = module.name;
    asking.missing = module.missing();
    if (!asking.missing) {
      asking.server = which === "webkit" ? await serveSite({ answer: addressed() }) : await startServer();
      asking.engine = await module.start();
    }
    return asking;
  }

  async stop() {
    await this.engine?.close();
    await this.server?.stop();
  }

  /** Runs a fault. Gives why it could not be asked; nothing where it was survived; throws where it was not. */
  async run(fault) {
    if (fault.engines && !fault.engines.includes(this.which)) return fault.reason;
    if (this.missing) return this.missing;
    const pages = [];
    const ends = [];
    const visit = async (where = "", { ready = true, watch = false, init = "", ...options } = {}) => {
      const watched = watch || this.which !== "webkit";
      const page = await this.engine.open(new URL(where, this.server.url).href, {
        ...options,
        init: (watched ? WATCH : "") + init || undefined,
      });
      pages.push(page);
      if (ready) await page.wait('document.querySelector("#factory[data-ready]") !== null', 30_000);
      return page;
    };
    const world = {
      engine: this.which,
      url: this.server.url,
      serve: async (options) => {
        const answer = this.which === "webkit" ? addressed(options?.answer) : options?.answer;
        const site = await serveSite({ ...options, answer });
        ends.push(() => site.stop());
        return site;
      },
      after: (end) => ends.push(end),
      unasked(reason) {
        throw new Unasked(reason);
      },
    };
    const seconds = fault.seconds ?? 180;
    let timer;
    const late = new Promise((_, fail) => {
      timer = setTimeout(() => fail(new Error(`not over after ${seconds} s`)), 1_000 * seconds);
    });
    try {
      await Promise.race([fault.run(visit, assert, world), late]);
      const wrong = [];
      for (const page of pages) {
        wrong.push(...(page.faults ?? []));
        wrong.push(...((await page.evaluate("window.__refused ?? []").catch(() => [])) ?? []));
      }
      assert.deepEqual(wrong.filter((sentence) => !fault.allows?.(sentence)), []);
      return undefined;
    } catch (error) {
      if (error instanceof Unasked) return error.message;
      throw error;
    } finally {
      clearTimeout(timer);
      await Promise.allSettled(pages.map((page) => page.close()));
      await Promise.allSettled(ends.map((end) => end()));
    }
  }
}

/** Runs the faults of the given names or families in the given engines, prints the table, gives whether none failed. */
async function table(engines, names) {
  const chosen = (await registered()).filter(({ id }) => names.length === 0 || names.includes(id) || names.includes(id[0]));
  const notes = [];
  const failures = [];
  const columns = [];
  const note = (reason) => {
    if (!notes.includes(reason)) notes.push(reason);
    return `(${notes.indexOf(reason) + 1})`;
  };
  for (const which of engines) {
    const asking = await Asking.start(which);
    const cells = [];
    for (const fault of chosen) {
      try {
        const reason = await asking.run(fault);
        cells.push(reason === undefined ? "held" : note(reason));
      } catch (error) {
        cells.push("failed");
        failures.push(`${fault.id} in ${asking.name}: ${error.message}`);
      }
      process.stderr.write(`${asking.name} ${fault.id} ${cells.at(-1)}\n`);
    }
    await asking.stop();
    columns.push({ name: asking.name, cells });
  }
  const wide = Math.max(5, ...chosen.map(({ title }) => title.length));
  const line = (id, title, cells) =>
    [id.padEnd(4), title.padEnd(wide), ...cells.map((cell, at) => cell.padEnd(columns[at].name.length))].join("  ").trimEnd();
  console.log(line("", "fault", columns.map(({ name }) => name)));
  chosen.forEach(({ id, title }, at) => console.log(line(id, title, columns.map(({ cells }) => cells[at]))));
  const held = columns.map(({ cells }) => `${cells.filter((cell) => cell === "held").length} held`);
  console.log(line("", `of ${chosen.length}`, held));
  notes.forEach((reason, at) => console.log(`(${at + 1}) cannot be asked: ${reason}`));
  failures.forEach((failure) => console.log(`\nfailed: ${failure}`));
  return failures.length === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2);
  const asked = words.find((word) => word.startsWith("--engines="))?.slice(10).split(",") ?? ENGINES;
  const isWell = await table(asked, words.filter((word) => !word.startsWith("--")));
  process.exit(isWell ? 0 : 1);
}
