// A site that goes wrong in one way: a copy of the built one, and a server that does with each file what a test asks.

import { createHash } from "node:crypto";
import { createReadStream, existsSync, statSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dist, root } from "../server.mjs";

const TYPES = {
  css: "text/css",
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  tsv: "text/tab-separated-values",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
};

const sum = (kind, held) => `${kind}-${createHash(kind).update(held).digest("base64")}`;

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
    return rm(join(this.folder, name), { recursive: true });
  }

  /** The name of a file whose name holds a hash, such as `boot`, `drawing-loader`, `token-factory` or `token-factory_bg`. */
  async named(kind, end) {
    const [stem, tail = ""] = kind.split("_");
    const pattern = new RegExp(`^${stem}-[0-9a-f]{16}${tail && `_${tail}`}\\.${end}$`);
    const found = (await readdir(this.folder)).filter((name) => pattern.test(name));
    if (found.length !== 1) throw new Error(`${kind}.${end}: ${found.length} files`);
    return found[0];
  }

  get glue() {
    return this.named("token-factory", "js");
  }

  get program() {
    return this.named("token-factory_bg", "wasm");
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
    const [, before, list] = worker.match(/^const EDITION = "([^"]*)";\n(?:const FILES = )(\{.*\});$/m);
    const files = {};
    for (const name of Object.keys(JSON.parse(list))) {
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
    const folder = `${root}target/crash/`;
    if (!existsSync(`${folder}crash_bg.wasm`)) throw new Error("target/crash is not built: run make crash");
    await this.swap(await this.glue, (await readFile(`${folder}crash.js`)).toString().replaceAll("crash_bg.wasm", await this.program));
    await this.swap(await this.program, await readFile(`${folder}crash_bg.wasm`));
  }
}

/** Serves a site with its own headers, and does with single files what a test says. Keeps its port when it comes back. */
export class Host {
  /** Each request so far, as `GET /path`. */
  log = [];
  #rules = new Map();
  #server;
  #port = 0;

  constructor(site) {
    this.site = site;
  }

  static async of(site) {
    return new Host(site ?? (await Site.copy())).start();
  }

  get url() {
    return `http://localhost:${this.#port}/`;
  }

  /**
   * What is done with a file from now on: `(request, response, path) => …` answers itself, an object changes the answer.
   *
   * @param {string} name within the site; `*` for each that has no rule of its own
   * @param {{ status?: number, type?: string, headers?: object, body?: string | Buffer, stall?: number, cut?: number } | Function} rule
   *   `stall` and `cut`: after that part of the file nothing more comes, or the connection breaks
   */
  rule(name, rule) {
    this.#rules.set(name, rule);
  }

  clear() {
    this.#rules.clear();
  }

  async start() {
    this.headers = await stated(this.site);
    this.#server = createServer((request, response) => this.#answer(request, response));
    await new Promise((done) => this.#server.listen(this.#port, done));
    this.#port = this.#server.address().port;
    return this;
  }

  /** Is gone at once: whoever is being answered hears no more. */
  async stop() {
    const closed = new Promise((done) => this.#server.close(done));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Another site in its place, at the same address. */
  async deploy(site) {
    this.site = site;
    this.headers = await stated(site);
  }

  async close() {
    await this.stop().catch(() => {});
    await rm(this.site.folder, { recursive: true, force: true });
  }

  #answer(request, response) {
    const { pathname } = new URL(request.url, this.url);
    this.log.push(`${request.method} ${request.url}`);
    const name = decodeURIComponent(pathname.slice(1)) + (pathname.endsWith("/") ? "index.html" : "");
    const path = join(this.site.folder, name);
    const rule = this.#rules.get(name) ?? this.#rules.get("*") ?? {};
    if (typeof rule === "function") return rule(request, response, path);
    const isThere = existsSync(path) && statSync(path).isFile();
    const headers = { "content-type": TYPES[name.split(".").at(-1)] ?? "text/plain", ...this.headers.get(pathname), ...rule.headers };
    if (rule.type) headers["content-type"] = rule.type;
    if (!isThere && rule.body === undefined) return response.writeHead(404, { "content-type": "text/plain" }).end("There is no such file.");
    if (rule.body !== undefined) return response.writeHead(rule.status ?? 200, headers).end(rule.body);
    const size = statSync(path).size;
    const part = rule.stall ?? rule.cut;
    response.writeHead(rule.status ?? 200, { ...headers, "content-length": size });
    if (part === undefined) return createReadStream(path).pipe(response);
    createReadStream(path, { end: Math.floor(size * part) })
      .on("end", () => rule.cut !== undefined && response.destroy())
      .pipe(response, { end: false });
  }
}

async function stated(site) {
  const blocks = new Map();
  let open;
  for (const line of (await site.text("_headers")).split("\n")) {
    if (line.startsWith("/")) blocks.set(line.trim(), (open = {}));
    else if (open && line.includes(":") && !line.startsWith("#")) {
      const at = line.indexOf(":");
      open[line.slice(0, at).trim().toLowerCase()] = line.slice(at + 1).trim();
    }
  }
  return blocks;
}
