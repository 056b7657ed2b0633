// What was built: the site in dist/ and the native program.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompressSync, constants } from "node:zlib";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const dist = `${root}dist`;

/** The native program: the one named in TOKEN_FACTORY_BINARY, else the release build. */
export const program = process.env.TOKEN_FACTORY_BINARY ?? `${root}target/release/token-factory`;

export const CONTENT_TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".tsv": "text/tab-separated-values; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** The paths of all files of the site below dist/, sorted, without a leading slash. */
export function siteFiles() {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(dist.length + 1))
    .sort();
}

/** A checksum as `integrity` attributes and content security policies write it. */
export function checksum(algorithm, bytes) {
  return `${algorithm}-${createHash(algorithm).update(bytes).digest("base64")}`;
}

/** Bytes as a host sends them, by brotli at its highest quality. */
export function compressed(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params });
}

/** The headers of each path, from a `_headers` file in the format of Netlify and Cloudflare. */
export function parseHeaders(text) {
  const paths = new Map();
  let headers;
  for (const line of text.split("\n")) {
    if (line.trim() === "" || line.trimStart().startsWith("#")) continue;
    if (/^\S/.test(line)) paths.set(line.trim(), (headers = {}));
    else {
      const [, name, value] = line.match(/^\s+([^:]+):\s*(.*)$/) ?? [];
      const key = name?.toLowerCase();
      if (key) headers[key] = headers[key] ? `${headers[key]}, ${value}` : value;
    }
  }
  return paths;
}

/** The edition in the source of a service worker and the files that it caches, with their checksums. */
export function parseServiceWorker(source) {
  const [, edition, list] = source.match(/^const EDITION = "([^"]*)";\nconst FILES = (\{.*\});$/m);
  return { edition, list, files: JSON.parse(list) };
}

/** Every number that the native program computes for a link. */
export async function nativeSheet(link) {
  const { stdout } = await promisify(execFile)(program, ["sheet", link, "--format", "json"], { maxBuffer: 1 << 26 });
  return JSON.parse(stdout);
}
