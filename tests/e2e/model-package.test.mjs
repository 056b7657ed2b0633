// The model as an npm package: in Node and in a page of another site it computes the same bits as the native program.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { dist, nativeSheet, root } from "./build.mjs";
import { collectErrors } from "./errors.mjs";
import { serverAndBrowser } from "./fixtures.mjs";
import { serveHostPages } from "./host-pages.mjs";

const run = promisify(execFile);
const { default: load, evaluate, levers, version, ScenarioError } = await import(pathToFileURL(`${dist}/model/index.js`));

/** The links of all presets, from the source of the program. */
async function presets() {
  const source = await readFile(`${root}src/model/scenario/presets.rs`, "utf8");
  const links = [...source.matchAll(/\blink: "((?:[^"\\]|\\\n)*)"/g)].map(([, link]) => link.replace(/\\\n\s*/g, ""));
  assert.equal(links.length, source.match(/\bslug: "/g).length);
  return links;
}

/** The native numbers from which a result differs in any field. */
function different(results, sheet) {
  assert.deepEqual(Object.keys(results), sheet.numbers.map(({ name }) => name));
  return sheet.numbers.filter(({ name, value, unit, label, reason }) => {
    const own = results[name];
    return !(Object.is(own.value, value) && own.unit === unit && own.label === label && (own.reason ?? "") === reason);
  });
}

test("nothing is computed before the model is loaded", () => {
  assert.throws(() => evaluate(), /await load\(\) first/);
  assert.throws(() => levers(), /await load\(\) first/);
});

describe("in Node", () => {
  before(load);

  test("every preset has the bits of the native program, in every number", async () => {
    const links = [...(await presets()), "v=2&gpu=tpu7x", "v=2&context=77777&electricity=0.123&shocks=edge,gpu-cost"];
    for (const link of links) {
      const answer = evaluate(link);
      const sheet = await nativeSheet(link);
      assert.deepEqual(different(answer.results, sheet), [], link);
      assert.deepEqual(answer.notes, sheet.notes, link);
      assert.ok(Object.keys(answer.results).length > 400);
    }
  });

  test("a number that cannot be computed is null and has its reason", () => {
    const { results, notes } = evaluate({ levers: { gpu: "tpu7x" } });
    assert.equal(results["profit.profit"].value, null);
    assert.match(results["profit.profit"].reason, /is not known/);
    assert.ok(notes.length > 0);
    for (const [name, { value, reason }] of Object.entries(results)) {
      assert.ok(Number.isFinite(value) ? reason === undefined && value !== null : value === null && reason.length > 5, name);
    }
    assert.deepEqual(JSON.parse(JSON.stringify(results)), results);
  });

  test("levers and shocks in an object are the same as in a link", () => {
    const one = evaluate({ levers: { context: 128000, gpu: "h100", electricity: 0.08, overlap: true }, shocks: ["edge"] });
    assert.equal(one.link, "v=2&context=128k&gpu=h100&electricity=0.08&overlap=on&shocks=edge");
    assert.deepEqual(evaluate(one.link), one);
    assert.deepEqual(evaluate({ levers: { context: "128k", gpu: "H100", electricity: "8c", overlap: "on" }, shocks: ["edge"] }), one);
    assert.deepEqual([one.scenario.levers.electricity, one.scenario.levers.overlap, one.scenario.levers.gpu], [0.08, true, "h100"]);
  });

  test("the returned scenario can be evaluated again, with the same results", async () => {
    for (const link of await presets()) {
      const first = evaluate(link);
      assert.deepEqual(evaluate(first.scenario), first);
      assert.equal(Object.keys(first.scenario.levers).length, levers().length);
    }
  });

  test("numbers are rounded to the digits that a link holds", async () => {
    const answer = evaluate({ levers: { electricity: 0.1 + 0.2, context: 12345.678901234567 } });
    assert.equal(answer.scenario.levers.electricity, 0.3);
    assert.deepEqual(different(answer.results, await nativeSheet(answer.link)), []);
  });

  test("a scenario that cannot be read is refused with the page's messages, and nothing is computed", async () => {
    const errors = (scenario) => {
      try {
        evaluate(scenario);
      } catch (error) {
        assert.ok(error instanceof ScenarioError, `${error}`);
        return error.faults;
      }
      return assert.fail(`${JSON.stringify(scenario)} was computed`);
    };
    assert.match(errors({ levers: { contxt: 3 } })[0], /no lever called “contxt”. Did you mean context/);
    assert.match(errors({ levers: { power: 0.0005 } })[0], /cannot be below 1/);
    assert.match(errors({ levers: { agents: Infinity } })[0], /“agents” has a number that is too large/);
    assert.match(errors({ levers: { agents: -1e400 } })[0], /too large/);
    assert.match(errors({ levers: { agents: NaN } })[0], /“agents” has a value that is no number/);
    assert.match(errors({ levers: { gpu: "abacus" } })[0], /has no “abacus”. Allowed: h100/);
    assert.match(errors({ shocks: ["earthquake"] })[0], /no shock called “earthquake”/);
    assert.match(errors("v=99")[0], /later version/);
    assert.equal(errors({ levers: { power: 0.0005, contxt: 3 }, shocks: ["x"] }).length, 3);
    for (const name of ["v", "shocks", "ref", "utm_source", "toString", "constructor"]) {
      assert.match(errors({ levers: { [name]: "1" } })[0], /no lever called/, name);
    }
    assert.match(errors({ levers: JSON.parse('{"__proto__": 1}') })[0], /no lever called “__proto__”/);
    for (const scenario of [7, null, [], { lever: {} }, { levers: [] }, { levers: { context: null } }, { levers: { context: {} } }, { shocks: "edge" }, { shocks: [1] }]) {
      assert.equal(errors(scenario).length, 1, JSON.stringify(scenario));
    }
    assert.equal({}.polluted, undefined);
    // It still works.
    assert.equal(evaluate().link, "");
  });

  test("every lever has its limits, and is at its default where it is not set", () => {
    const { scenario } = evaluate();
    assert.ok(levers().length > 40);
    for (const { id, label, min, max, default: standard, choices } of levers()) {
      assert.ok(label.length > 1, id);
      assert.equal(scenario.levers[id], standard, id);
      if (typeof standard === "number") {
        assert.ok(min <= standard && standard <= max, id);
        for (const end of [min, max]) assert.equal(evaluate({ levers: { [id]: end } }).scenario.levers[id], end, id);
      } else if (typeof standard === "string") {
        for (const choice of choices) assert.equal(evaluate({ levers: { [id]: choice.id } }).scenario.levers[id], choice.id);
      }
    }
  });

  test("it leaves nothing in the global scope, and a second load is the first", async () => {
    assert.deepEqual(Object.getOwnPropertyNames(globalThis).filter((name) => name.includes("token")), []);
    const again = await load();
    assert.deepEqual([again.evaluate, again.levers, again.version], [evaluate, levers, version]);
  });

  test("it is a package without dependencies", async () => {
    const folder = await mkdtemp(join(tmpdir(), "token-factory-model-"));
    try {
      await mkdir(join(folder, "node_modules"));
      await cp(`${dist}/model`, join(folder, "node_modules/token-factory-model"), { recursive: true });
      const manifest = JSON.parse(await readFile(join(folder, "node_modules/token-factory-model/package.json"), "utf8"));
      const cargo = await readFile(`${root}Cargo.toml`, "utf8");
      assert.equal(manifest.version, cargo.match(/^version = "(.*)"$/m)[1]);
      assert.deepEqual([manifest.name, manifest.type, manifest.version, manifest.dependencies], ["token-factory-model", "module", version, undefined]);
      for (const name of [manifest.types, manifest.exports["."].default]) {
        assert.ok((await readdir(`${dist}/model`)).includes(name.replace("./", "")), name);
      }
      const program = `import load, { evaluate } from "token-factory-model"; await load();
        console.log(JSON.stringify(evaluate("context=1M").results["profit.profit"]));`;
      const { stdout, stderr } = await run(process.execPath, ["--input-type=module", "--eval", program], { cwd: folder });
      assert.deepEqual(JSON.parse(stdout), evaluate("context=1M").results["profit.profit"]);
      assert.equal(stderr, "");
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("in a page of another site", () => {
  let host;
  const site = serverAndBrowser(async () => {
    await load();
    const { origin } = new URL(site.url);
    const policy = `default-src 'none'; script-src ${origin} 'wasm-unsafe-eval'; connect-src ${origin}`;
    host = await serveHostPages({ "/": { html: "<!DOCTYPE html><title>Host</title>", headers: { "content-security-policy": policy } } });
  });

  after(() => host?.stop());

  test("it computes the same bits and leaves nothing behind", async () => {
    const tab = await site.browser.newPage();
    const errors = [];
    collectErrors(tab, errors);
    await tab.goto(host.url);
    for (const link of await presets()) {
      const inPage = await tab.evaluate(
        async ([module, link]) => {
          const before = Object.getOwnPropertyNames(globalThis).length;
          const { default: load } = await import(module);
          const { evaluate } = await load();
          return { answer: evaluate(link), left: Object.getOwnPropertyNames(globalThis).length - before };
        },
        [`${site.url}model/index.js`, link],
      );
      assert.deepEqual(inPage, { answer: evaluate(link), left: 0 }, link);
    }
    assert.deepEqual(errors, []);
    await tab.close();
  });

  test("a program that was changed in transit is refused", async () => {
    const tab = await site.browser.newPage();
    await tab.route("**/model/api-*.wasm", async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      body[body.length - 1] ^= 1;
      await route.fulfill({ response, body });
    });
    await tab.goto(host.url);
    const outcome = await tab.evaluate(async (module) => {
      const { load } = await import(module);
      return load().then(() => "loaded", (error) => error.name);
    }, `${site.url}model/index.js`);
    assert.equal(outcome, "TypeError");
    await tab.close();
  });
});
