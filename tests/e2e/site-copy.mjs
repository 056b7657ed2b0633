// A site that goes wrong in one way: a copy of the built one, and a server that does with single files what a test asks.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dist, root } from "./server.mjs";

/** A checksum as pages and policies write it. */
export const sum = (kind, held) => `${kind}-${createHash(kind).update(held).digest("base64")}`;

/** The edition of a worker and its list of files, as they stand in its text. */
export function listed(worker) {
  const [, edition, list] = worker.match(/^const EDITION = "([^"]*)";\nconst FILES = (\{.*\});$/m);
  return { edition, list, files: JSON.parse(list) };
}

/** A copy of the built site, to be broken. */
export class Site {
  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
  }

  static async copy() {
    const site = new Site(await mkdtemp(join(tmpdir(), "token-factory-site-")));
    await cp(dist, site.folder, { recursive: true });
    return site;
  }

  read(name) {
    return readFile(join(this.folder, name));
  }

  async text(name) {
    return (await this.read(name)).toString();
  }

  write(name, held) {
    return writeFile(join(this.folder, name), held);
  }

  remove(name) {
    return rm(join(this.folder, name), { recursive: true, force: true });
  }

  /** The name of a file whose name holds a hash, such as `boot`, `drawing-loader` or `token-factory`. */
  async named(kind, end) {
    const pattern = new RegExp(`^${kind}-[0-9a-f]{16}\\.${end}$`);
    const found = (await readdir(this.folder)).filter((name) => pattern.test(name));
    if (found.length !== 1) throw new Error(`${kind}.${end}: ${found.length} files`);
    return found[0];
  }

  get glue() {
    return this.named("token-factory", "js");
  }

  get program() {
    return this.named("token-factory", "wasm");
  }

  /** Puts other bytes in the place of a file and makes all checksums agree: what is wrong then is what it holds. */
  async swap(name, held) {
    const before = sum("sha384", await this.read(name));
    await this.write(name, held);
    const index = await this.text("index.html");
    const map = (html) => html.match(/<script type="importmap">([^<]*)</)[1];
    const after = index.replaceAll(before, sum("sha384", held));
    const [old, now] = [sum("sha256", map(index)), sum("sha256", map(after))];
    await this.write("index.html", after.replaceAll(old, now));
    await this.write("_headers", (await this.text("_headers")).replaceAll(old, now));
    await this.seal();
  }

  /** Makes the worker's list agree with the files: a whole new edition. Files that are gone are not of it. */
  async seal(edition) {
    const worker = await this.text("sw.js");
    const { edition: before, list, files: old } = listed(worker);
    const files = {};
    for (const name of Object.keys(old)) {
      const path = name || "index.html";
      if (existsSync(join(this.folder, path))) files[name] = sum("sha384", await this.read(path));
    }
    const now = edition ?? createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16);
    await this.write("sw.js", worker.replace(`"${before}"`, `"${now}"`).replace(list, JSON.stringify(files)));
    return now;
  }

  /** Makes it a later edition: the page says its number, and every file that a page loads later has another name. */
  async renew(number) {
    let index = (await this.text("index.html")).replace('<html lang="en"', `<html lang="en" data-edition="${number}"`);
    let list = await this.text("sw.js");
    for (const kind of ["drawing-loader", "offline"]) {
      const name = await this.named(kind, "js");
      const other = name.replace(/[0-9a-f]{16}/, (hash) => number.toString(16).padStart(2, "0") + hash.slice(2));
      await rename(join(this.folder, name), join(this.folder, other));
      const old = index.match(/<script type="importmap">([^<]*)</)[1];
      index = index.replaceAll(name, other);
      const now = index.match(/<script type="importmap">([^<]*)</)[1];
      index = index.replaceAll(sum("sha256", old), sum("sha256", now));
      await this.write("_headers", (await this.text("_headers")).replaceAll(sum("sha256", old), sum("sha256", now)).replaceAll(name, other));
      list = list.replaceAll(name, other);
    }
    await this.write("index.html", index);
    await this.write("sw.js", list);
    return this.seal();
  }

  /** Puts the program that can be broken on demand in the place of the one for readers: `make crash` builds it. */
  async breakable() {
    const folder = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "crash/");
    if (!existsSync(`${folder}crash_bg.wasm`)) throw new Error("target/crash is not built: run make crash");
    await this.swap(await this.glue, (await readFile(`${folder}crash.js`)).toString().replaceAll("crash_bg.wasm", await this.program));
    await this.swap(await this.program, await readFile(`${folder}crash_bg.wasm`));
  }
}

/** Serves such a site, and later ones in its place. Done away with when the fault is over. */
export class Host {
  #rules = new Map();

  /** @param {object} world see faults.mjs */
  static async of(world) {
    const host = new Host();
    host.site = await Site.copy();
    host.server = await world.serve({ dir: host.site.folder, answer: (path, request) => host.#answer(path, request) });
    world.after(() => host.site.remove("."));
    return host;
  }

  /** Its address, ending in a slash. It stays when the server is stopped and started. */
  get url() {
    return this.server.url;
  }

  /** What is done with a file from now on, as faulty-server.mjs describes it; `*` is for each that has no rule of its own. */
  rule(name, rule) {
    this.#rules.set(name, rule);
  }

  /** Is gone at once: whoever is being answered hears no more. */
  stop() {
    return this.server.stop();
  }

  /** Another site in its place, at the same address. */
  async deploy(site) {
    const before = this.site;
    this.site = site;
    this.server.dir = site.folder;
    await before.remove(".");
  }

  #answer(path, request) {
    const name = path.slice(1) + (path.endsWith("/") ? "index.html" : "");
    const rule = this.#rules.get(name) ?? this.#rules.get("*");
    return typeof rule === "function" ? rule(request) : rule;
  }
}
