// The faults that the site must survive, in three browser engines: `make faults`.
//
//   node tests/e2e/faults.mjs [--engines=chromium,firefox,webkit] [state embed-9 boot-3 ...]
//
// A file of `faults/` holds a family of faults and exports `faults`, a list of:
//
//   {
//     id: "state-1",               family, which is the name of the file, and number
//     title: "…",                  what goes wrong, in a few words
//     engines: ["chromium"],       optional: the engines that can be tested (all three)
//     reason: "…",                 with `engines`: why the others cannot
//     allows: (error) => true,     optional: whether an error of a page belongs to the fault
//     seconds: 180,                optional: the timeout (180)
//     async run(visit, assert, world) { … }
//   }
//
// A fault is survived when `run` ends without an exception, and no page that it opened had an uncaught exception, a console
// error or a policy violation that `allows` does not allow.
//
//   visit(where, options)   → Page (engines/engine.mjs) at a path of the site or at another address; it closes the page that
//                           it opened before. It waits until the app has mounted unless options.ready is false. Other
//                           options: script, init, width, height, full, and watch: true, which has WebKitGTK report
//                           policy violations too, through a proxy
//   assert                  node:assert/strict
//   world.engine            "chromium", "firefox" or "webkit"
//   world.url               where `token-factory serve` serves the site, ending in a slash; in WebKitGTK the site as
//                           built for a known address
//   world.serve(options)    → a server with faults, see faulty-server.mjs; it is stopped when the fault is over
//   world.after(callback)   runs a callback when the fault is over
//   world.unsupported(reason)   ends the fault: this engine has no control for it
//
// `faults.test.mjs` runs all of them in Chromium, each as a test.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dist, parseHeaders } from "./build.mjs";
import { Unsupported } from "./engines/engine.mjs";
import { MOUNTED } from "./expressions.mjs";
import { serveSite } from "./faulty-server.mjs";
import { startServer } from "./server.mjs";

export const ENGINES = ["chromium", "firefox", "webkit"];

/** The families, in the order of the table. */
export const FAMILIES = ["boot", "running", "offline", "state", "files", "embed"];

/** The faults that must be tested for a release. */
export const REQUIRED = Object.entries({
  boot: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  running: [1, 2, 4, 5, 8],
  offline: [1, 2, 3, 4, 6, 8, 12, 14, 15, 16],
  state: [1, 2, 3, 5, 6, 7, 9, 10],
  files: [1, 4, 9, 10],
  embed: [1, 2, 3, 4, 6, 7, 12],
}).flatMap(([family, numbers]) => numbers.map((number) => `${family}-${number}`));

/** Required faults that have no test yet. */
export const UNTESTED = [];

const family = (id) => id.split("-")[0];

/** All faults, by family and number. */
export async function allFaults() {
  const folder = new URL("faults/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".mjs"));
  const families = await Promise.all(files.map((name) => import(new URL(name, folder).href)));
  const order = (id) => FAMILIES.indexOf(family(id)) * 100 + Number(id.split("-")[1]);
  return families.flatMap(({ faults }) => faults).sort((one, other) => order(one.id) - order(other.id));
}

// An init script that collects policy violations.
const COLLECT_VIOLATIONS = `window.__violations = [];
addEventListener("securitypolicyviolation", (event) =>
  window.__violations.push("policy: " + event.violatedDirective + " refuses " + (event.blockedURI || event.sample)));`;

/**
 * Responds with the embed as built by `make build SITE=…`, with the site's origin in its policy: in a sandboxed frame
 * `'self'` matches nothing in WebKit. All other responses are those of `inner`.
 */
const withOrigin = (inner = () => undefined) => (path, request) => {
  const changed = inner(path, request);
  if (path !== "/embed/") return changed;
  const addOrigin = (text) => text.replaceAll("'self'", `'self' http://${request.headers.host}`);
  const policy = parseHeaders(readFileSync(`${dist}/_headers`, "utf8")).get(path)["content-security-policy"];
  const body = changed?.body ?? readFileSync(`${dist}/embed/index.html`, "utf8");
  return { ...changed, body: addOrigin(body), headers: { "content-security-policy": addOrigin(policy), ...changed?.headers } };
};

/** Runs faults in one engine. */
export class FaultRunner {
  static async start(which) {
    const module = await import(`./engines/${which}.mjs`);
    const runner = new FaultRunner();
    runner.which = which;
    runner.name = module.name;
    runner.missing = module.missing();
    if (!runner.missing) {
      runner.server = which === "webkit" ? await serveSite({ respond: withOrigin() }) : await startServer();
      runner.engine = await module.start();
    }
    return runner;
  }

  async stop() {
    await this.engine?.close();
    await this.server?.stop();
  }

  /** Runs a fault. Returns undefined if it was survived, the reason if it cannot be tested; throws if it was not
   *  survived. */
  async run(fault) {
    if (fault.engines && !fault.engines.includes(this.which)) return fault.reason;
    if (this.missing) return this.missing;
    const errors = [];
    let current;
    const closePage = async () => {
      const page = current;
      current = undefined;
      if (!page) return;
      // The fault may have closed it itself.
      const violations = await page.evaluate("window.__violations ?? []").catch(() => []);
      errors.push(...(page.errors ?? []), ...(violations ?? []));
      await page.close().catch(() => {});
    };
    const callbacks = [];
    const visit = async (where = "", { ready = true, watch = false, init = "", ...options } = {}) => {
      await closePage();
      const isWatched = watch || this.which !== "webkit";
      current = await this.engine.open(new URL(where, this.server.url).href, {
        ...options,
        init: (isWatched ? COLLECT_VIOLATIONS : "") + init || undefined,
      });
      if (ready) await current.wait(MOUNTED, 30_000);
      return current;
    };
    const world = {
      engine: this.which,
      url: this.server.url,
      serve: async (options) => {
        const respond = this.which === "webkit" ? withOrigin(options?.respond) : options?.respond;
        const site = await serveSite({ ...options, respond });
        callbacks.push(() => site.stop());
        return site;
      },
      after: (callback) => callbacks.push(callback),
      unsupported(reason) {
        throw new Unsupported(reason);
      },
    };
    const seconds = fault.seconds ?? 180;
    let timer;
    const timeout = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not over after ${seconds} s`)), 1_000 * seconds);
    });
    try {
      await Promise.race([fault.run(visit, assert, world), timeout]);
      await closePage();
      assert.deepEqual(errors.filter((error) => !fault.allows?.(error)), []);
      return undefined;
    } catch (error) {
      if (error instanceof Unsupported) return error.message;
      throw error;
    } finally {
      clearTimeout(timer);
      await closePage();
      await Promise.allSettled(callbacks.map((callback) => callback()));
    }
  }
}

/** Runs faults, chosen by id or family, in the given engines and prints a table. Returns whether none failed. */
async function table(engines, names) {
  const chosen = (await allFaults()).filter(({ id }) => names.length === 0 || names.includes(id) || names.includes(family(id)));
  const notes = [];
  const failures = [];
  const columns = [];
  const note = (reason) => {
    if (!notes.includes(reason)) notes.push(reason);
    return `(${notes.indexOf(reason) + 1})`;
  };
  for (const which of engines) {
    const runner = await FaultRunner.start(which);
    const cells = [];
    for (const fault of chosen) {
      try {
        const reason = await runner.run(fault);
        cells.push(reason === undefined ? "survived" : note(reason));
      } catch (error) {
        cells.push("failed");
        failures.push(`${fault.id} in ${runner.name}: ${error.message}`);
      }
      process.stderr.write(`${runner.name} ${fault.id} ${cells.at(-1)}\n`);
    }
    await runner.stop();
    columns.push({ name: runner.name, cells });
  }
  const wideId = Math.max(...chosen.map(({ id }) => id.length));
  const wide = Math.max(5, ...chosen.map(({ title }) => title.length));
  const line = (id, title, cells) =>
    [id.padEnd(wideId), title.padEnd(wide), ...cells.map((cell, at) => cell.padEnd(columns[at].name.length))].join("  ").trimEnd();
  console.log(line("", "fault", columns.map(({ name }) => name)));
  chosen.forEach(({ id, title }, at) => console.log(line(id, title, columns.map(({ cells }) => cells[at]))));
  const survived = columns.map(({ cells }) => `${cells.filter((cell) => cell === "survived").length} survived`);
  console.log(line("", `of ${chosen.length}`, survived));
  notes.forEach((reason, at) => console.log(`(${at + 1}) cannot be tested: ${reason}`));
  failures.forEach((failure) => console.log(`\nfailed: ${failure}`));
  return failures.length === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2);
  const engines = args.find((word) => word.startsWith("--engines="))?.slice(10).split(",") ?? ENGINES;
  const isOk = await table(engines, args.filter((word) => !word.startsWith("--")));
  process.exit(isOk ? 0 : 1);
}
