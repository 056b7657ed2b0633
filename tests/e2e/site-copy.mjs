// A copy of the built site that a test may change, and a server of such copies with rules for single files.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checksum, dist, parseServiceWorker, root } from "./build.mjs";

/** A copy of the built site in a temporary folder. */
export class SiteCopy {
  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
  }

  static async create() {
    const site = new SiteCopy(await mkdtemp(join(tmpdir(), "token-factory-site-")));
    await cp(dist, site.folder, { recursive: true });
    return site;
  }

  read(name) {
    return readFile(join(this.folder, name));
  }

  async text(name) {
    return (await this.read(name)).toString();
  }

  write(name, content) {
    return writeFile(join(this.folder, name), content);
  }

  remove(name) {
    return rm(join(this.folder, name), { recursive: true, force: true });
  }

  /** The name, with its hash, of a file such as `boot`, `worker-loader` or `token-factory`. */
  async hashedName(stem, extension) {
    const pattern = new RegExp(`^${stem}-[0-9a-f]{16}\\.${extension}$`);
    const found = (await readdir(this.folder)).filter((name) => pattern.test(name));
    if (found.length !== 1) throw new Error(`${stem}.${extension}: ${found.length} files`);
    return found[0];
  }

  get glue() {
    return this.hashedName("page", "js");
  }

  get program() {
    return this.hashedName("page", "wasm");
  }

  /** Replaces the content of a file and updates all its checksums, so that only its content is wrong. */
  async replace(name, content) {
    const before = checksum("sha384", await this.read(name));
    await this.write(name, content);
    const index = await this.text("index.html");
    const map = (html) => html.match(/<script type="importmap">([^<]*)</)[1];
    const after = index.replaceAll(before, checksum("sha384", content));
    const [old, now] = [checksum("sha256", map(index)), checksum("sha256", map(after))];
    await this.write("index.html", after.replaceAll(old, now));
    await this.write("_headers", (await this.text("_headers")).replaceAll(old, now));
    await this.updateServiceWorker();
  }

  /** Updates the list of the service worker to match the files, as a new edition. Returns its name. Removed files are
   *  left out. */
  async updateServiceWorker() {
    const worker = await this.text("sw.js");
    const { edition: before, list, files: old } = parseServiceWorker(worker);
    const files = {};
    for (const name of Object.keys(old)) {
      const path = name || "index.html";
      if (existsSync(join(this.folder, path))) files[name] = checksum("sha384", await this.read(path));
    }
    const now = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16);
    await this.write("sw.js", worker.replace(`"${before}"`, `"${now}"`).replace(list, JSON.stringify(files)));
    return now;
  }

  /** Makes it a later edition: the page has its number, and every file that a page loads later has a different name.
   *  */
  async makeEdition(number) {
    let index = (await this.text("index.html")).replace('<html lang="en"', `<html lang="en" data-edition="${number}"`);
    let list = await this.text("sw.js");
    for (const kind of ["worker-loader", "offline"]) {
      const name = await this.hashedName(kind, "js");
      const other = name.replace(/[0-9a-f]{16}/, (hash) => number.toString(16).padStart(2, "0") + hash.slice(2));
      await rename(join(this.folder, name), join(this.folder, other));
      const old = index.match(/<script type="importmap">([^<]*)</)[1];
      index = index.replaceAll(name, other);
      const now = index.match(/<script type="importmap">([^<]*)</)[1];
      index = index.replaceAll(checksum("sha256", old), checksum("sha256", now));
      await this.write("_headers", (await this.text("_headers")).replaceAll(checksum("sha256", old), checksum("sha256", now)).replaceAll(name, other));
      list = list.replaceAll(name, other);
    }
    await this.write("index.html", index);
    await this.write("sw.js", list);
    return this.updateServiceWorker();
  }

  /** Replaces the program with the one that can be made to crash, built by `make crash`. */
  async makeCrashable() {
    const folder = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "crash/");
    if (!existsSync(`${folder}crash_bg.wasm`)) throw new Error("target/crash is not built: run make crash");
    await this.replace(await this.glue, (await readFile(`${folder}crash.js`)).toString().replaceAll("crash_bg.wasm", await this.program));
    await this.replace(await this.program, await readFile(`${folder}crash_bg.wasm`));
  }
}

/** Serves a copy of the site, and later ones in its place. It is stopped and removed when the fault ends. */
export class FaultyHost {
  #rules = new Map();

  /** @param {object} world see faults.mjs */
  static async start(world) {
    const host = new FaultyHost();
    host.site = await SiteCopy.create();
    host.server = await world.serve({ dir: host.site.folder, respond: (path, request) => host.#respond(path, request) });
    world.after(() => host.site.remove("."));
    return host;
  }

  /** The address, ending in a slash. It stays the same when the server is stopped and started again. */
  get url() {
    return this.server.url;
  }

  /** Sets the rule for a file, see `respond` in faulty-server.mjs; `*` applies to each file without its own rule. */
  rule(name, rule) {
    this.#rules.set(name, rule);
  }

  /** Stops the server immediately, in the middle of responses. */
  stop() {
    return this.server.stop();
  }

  /** Listens again after `stop`. */
  start() {
    return this.server.start();
  }

  /** Serves another copy in place of the present one, at the same address. */
  async deploy(site) {
    const before = this.site;
    this.site = site;
    this.server.dir = site.folder;
    await before.remove(".");
  }

  #respond(path, request) {
    const name = path.slice(1) + (path.endsWith("/") ? "index.html" : "");
    const rule = this.#rules.get(name) ?? this.#rules.get("*");
    return typeof rule === "function" ? rule(request) : rule;
  }
}
