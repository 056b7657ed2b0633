// The files of the built site: size of a first visit, memory limits and exports of its programs, no paths of the build machine,
// checksums, the list of dependencies.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { test } from "node:test";
import { checksum, compressed, dist, parseServiceWorker, root, siteFiles } from "./build.mjs";

/** The limit of 256 MiB in pages of 64 KiB, see .cargo/config.toml. */
const MOST_PAGES = 4_096;

const files = siteFiles();
const programs = files.filter((name) => name.endsWith(".wasm"));
const read = (name) => readFileSync(`${dist}/${name}`);

/** The memory section of a WebAssembly module: the minimum and maximum size of each memory in pages. */
function memories(bytes) {
  let at = 8;
  const number = () => {
    // LEB128.
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const kind = bytes[at++];
    const size = number();
    const end = at + size;
    if (kind === 5) {
      return Array.from({ length: number() }, () => {
        const hasMaximum = number() & 1;
        return { minimum: number(), maximum: hasMaximum ? number() : undefined };
      });
    }
    at = end;
  }
  return [];
}

test("a program has a maximum of memory", () => {
  assert.ok(programs.length >= 2, "there are no programs");
  for (const name of programs) {
    const [memory, ...others] = memories(read(name));
    assert.ok(memory && others.length === 0, name);
    assert.equal(memory.maximum, MOST_PAGES, name);
    assert.ok(memory.minimum > 0 && memory.minimum < MOST_PAGES / 8, `${name} starts with ${memory.minimum} pages`);
  }
});

test("no program exports the byte streams of a library, which would keep all that they call", () => {
  for (const name of programs) {
    const exported = WebAssembly.Module.exports(new WebAssembly.Module(read(name))).map((it) => it.name);
    assert.deepEqual(exported.filter((it) => it.includes("intounderlying")), [], name);
  }
});

/** The files that a browser loads before the reader does anything: `first-visit.mjs` measures them. */
const FIRST_VISIT = /^(index\.html|icon\.svg|(boot|mend|offline|page|style)-[0-9a-f]+\.(js|wasm|css))$/;

test("a first visit loads at most 300 kB", () => {
  const sizes = files.filter((name) => FIRST_VISIT.test(name)).map((name) => [name, compressed(read(name)).length]);
  assert.equal(sizes.length, 8, "a first visit loads eight files");
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  assert.ok(total <= 300_000, `${total} bytes: ${sizes.map(([name, size]) => `${name} ${size}`).join(", ")}`);
});

test("no file of the site contains a path of the build machine", () => {
  const folders = [root, `${homedir()}/`, "/.cargo/registry/", "/registry/src/", "/.rustup/"].filter((folder) => folder.length > 2);
  for (const name of files) {
    const bytes = read(name);
    for (const folder of folders) assert.ok(!bytes.includes(folder), `${name} names ${folder}`);
  }
});

test("no program of the site has the crash commands of the test build", () => {
  for (const name of programs) assert.ok(!read(name).includes("crash-handler"), name);
});

test("every checksum that the site states is that of the file", () => {
  let count = 0;
  const check = (name, stated) => {
    assert.equal(stated, checksum("sha384", read(name)), name);
    count += 1;
  };
  for (const [name, address] of [["index.html", "/"], ["story.html", "/story.html"], ["embed/index.html", "/embed/"]]) {
    const page = read(name).toString();
    for (const [tag] of page.matchAll(/<(?:script|link)\b[^>]*\bintegrity="[^>]*>/g)) {
      check(tag.match(/(?:src|href)="\.\.?\/([^"]*)"/)[1], tag.match(/ integrity="([^"]*)"/)[1]);
    }
    const [, wasm, stated] = page.match(/data-wasm="([^"]*)" data-integrity="([^"]*)"/);
    check(wasm, stated);
    const map = page.match(/<script type="importmap">([^<]*)</)[1];
    for (const [path, stated] of Object.entries(JSON.parse(map).integrity)) check(path.replace(/^\.\.?\//, ""), stated);
    // The policies of the page and of the headers allow the page's one inline script.
    const allowed = `'${checksum("sha256", map)}'`;
    const inPage = page.match(/<meta http-equiv="Content-Security-Policy" content="([^"]*)"/)[1];
    const inHeaders = read("_headers").toString().split("\n\n").find((block) => block.startsWith(`${address}\n`));
    for (const policy of [inPage, inHeaders]) assert.ok(policy.replaceAll("&#39;", "'").includes(allowed), policy);
    assert.equal([...page.matchAll(/<script\b(?![^>]*\bsrc=)/g)].length, 1, "inline scripts");
    assert.doesNotMatch(page, /<[^>]*\s(?:style|on[a-z]+)="/, "an inline style or event handler");
  }
  // The worker that writes files, and the program that it loads.
  const worker = read(files.find((name) => /^files-worker-/.test(name))).toString();
  const programs = [...worker.matchAll(/"\.\/(files-program-[^"]*)"[^"]*"(sha384-[^"]*)"/g)];
  assert.equal(programs.length, 2);
  for (const [, name, stated] of programs) check(name, stated);
  for (const [name, stated] of Object.entries(parseServiceWorker(read("sw.js").toString()).files)) check(name || "index.html", stated);
  assert.ok(count > 40, `${count} checksums`);
});

test("what is compiled in is listed, each with its licence and checksum", () => {
  const list = JSON.parse(read("sbom.cdx.json"));
  assert.equal(`${list.bomFormat} ${list.specVersion}`, "CycloneDX 1.5");
  assert.match(list.serialNumber, /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.ok(list.components.length > 50);
  for (const { name, version, licenses, hashes, purl } of list.components) {
    assert.equal(purl, `pkg:cargo/${name}@${version.replace("+", "%2B")}`);
    assert.match(hashes[0].content, /^[0-9a-f]{64}$/, name);
    assert.ok(licenses[0].expression, name);
  }
  const names = list.components.map(({ name }) => name);
  for (const expected of ["leptos", "libm", "plotters", "rust_xlsxwriter", "wasm-bindgen", "zip"]) assert.ok(names.includes(expected), expected);
  const licences = read("licences.txt").toString();
  for (const { name, version } of list.components) assert.ok(licences.includes(`${name} ${version} (`), `${name} has no licence text`);
  assert.match(licences, /Permission is hereby granted[^]*Apache License/);
  for (const other of ["axum", "clap", "maud_macros", "serde_derive", "wasm-bindgen-test"]) assert.ok(!names.includes(other), other);
});
