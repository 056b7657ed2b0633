// What the programs of the site say of themselves: how much memory they may take, and where they were made.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { test } from "node:test";
import { dist, root } from "./server.mjs";

/** Pages of 64 KiB in 256 MiB, see .cargo/config.toml. */
const CEILING = 4_096;

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => `${entry.parentPath}/${entry.name}`);
const programs = files.filter((name) => name.endsWith(".wasm"));

/** The memories that a program makes or takes: lowest and highest size in pages. */
function memories(bytes) {
  let at = 8;
  const number = () => {
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
        const hasMost = number() & 1;
        return { least: number(), most: hasMost ? number() : undefined };
      });
    }
    at = end;
  }
  return [];
}

test("a program may not take more than its ceiling of memory", () => {
  assert.ok(programs.length >= 2, "where are the programs?");
  for (const name of programs) {
    const [memory, ...others] = memories(readFileSync(name));
    assert.ok(memory && others.length === 0, name);
    assert.equal(memory.most, CEILING, name);
    assert.ok(memory.least > 0 && memory.least < CEILING / 8, `${name} starts with ${memory.least} pages`);
  }
});

test("no file of the site names a folder of the machine that made it", () => {
  const folders = [root, `${homedir()}/`, "/.cargo/registry/", "/registry/src/", "/.rustup/"].filter((folder) => folder.length > 2);
  for (const name of files) {
    const bytes = readFileSync(name);
    for (const folder of folders) assert.ok(!bytes.includes(folder), `${name} names ${folder}`);
  }
});

test("what is compiled in is listed, each with its licence and checksum", () => {
  const list = JSON.parse(readFileSync(`${dist}/sbom.cdx.json`, "utf8"));
  assert.equal(`${list.bomFormat} ${list.specVersion}`, "CycloneDX 1.5");
  assert.match(list.serialNumber, /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.ok(list.components.length > 50);
  for (const { name, version, licenses, hashes, purl } of list.components) {
    assert.equal(purl, `pkg:cargo/${name}@${version.replace("+", "%2B")}`);
    assert.match(hashes[0].content, /^[0-9a-f]{64}$/, name);
    assert.ok(licenses[0].expression, name);
  }
  const names = list.components.map(({ name }) => name);
  for (const expected of ["leptos", "libm", "plotters", "wasm-bindgen"]) assert.ok(names.includes(expected), expected);
  for (const other of ["axum", "clap", "maud_macros", "serde_derive", "wasm-bindgen-test"]) assert.ok(!names.includes(other), other);
});
