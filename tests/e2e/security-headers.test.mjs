// Security headers: how Mozilla's HTTP Observatory and Google's CSP Evaluator grade the site with the headers of its
// `_headers` file, and the page on a host that sends no headers. Computed by the graders' own code without a network.
// HTTPS and the redirect to it are assumed, because they depend on the host. A grade shows that nothing was
// forgotten; it does not prove security.

import assert from "node:assert/strict";
import fs, { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { dist, parseHeaders } from "./build.mjs";

// The package lacks the HSTS preload list: our host is not on it.
const readFile = fs.readFileSync;
fs.readFileSync = (path, ...rest) => (String(path).endsWith("hsts-preload.json") ? "{}" : readFile(path, ...rest));
const { ALL_TESTS } = await import("@mdn/mdn-http-observatory/src/constants.js");
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await import("@mdn/mdn-http-observatory/src/grader/charts.js");
const { getGradeForScore, getScoreModifier } = await import("@mdn/mdn-http-observatory/src/grader/grader.js");
const { parseHttpEquivHeaders } = await import("@mdn/mdn-http-observatory/src/retriever/utils.js");
const { Requests } = await import("@mdn/mdn-http-observatory/src/types.js");
const { CspEvaluator } = (await import("csp_evaluator/dist/evaluator.js")).default;
const { Finding, Severity } = (await import("csp_evaluator/dist/finding.js")).default;
const { CspParser } = (await import("csp_evaluator/dist/parser.js")).default;

const HOST = "tokens.example";

/** The score of a page as computed by the grader's `scan`, for a response as the host would send it. */
function score(html, headers) {
  const url = new URL(`https://${HOST}/`);
  const given = new Map(Object.entries(headers));
  const entries = { "content-type": "text/html; charset=utf-8", ...headers, get: (name) => given.get(name) };
  Object.defineProperty(entries, "get", { enumerable: false });
  const response = { status: 200, verified: true, headers: entries, request: { headers: {} }, data: html, config: {} };
  response.httpEquiv = parseHttpEquivHeaders(html, url.href);
  const requests = new Requests(HOST);
  const route = [{ url: new URL(`http://${HOST}/`), status: 301 }, { url, status: 200 }];
  Object.assign(requests.responses, { auto: response, https: response, http: response, cors: response, httpRedirects: route, httpsRedirects: [route[1]] });
  requests.resources.path = html;
  requests.session = { url, jar: undefined };
  const results = ALL_TESTS.map((one) => one(requests));
  const modifiers = results.map(({ result }) => getScoreModifier(result));
  const plain = 100 + modifiers.filter((one) => one < 0).reduce((sum, one) => sum + one, 0);
  const all = plain >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? 100 + modifiers.reduce((sum, one) => sum + one, 0) : plain;
  const explanation = results.map(({ result }, at) => `${result} ${modifiers[at]}`).join(", ");
  return { score: Math.max(0, all), grade: getGradeForScore(all).grade, explanation };
}

/** Findings of the CSP Evaluator of high or medium severity, and syntax errors. */
function findings(policy) {
  const found = new CspEvaluator(new CspParser(policy).csp).evaluate();
  return found
    .filter(({ severity }) => severity <= Severity.MEDIUM || severity === Severity.SYNTAX)
    .map((one) => `${Severity[one.severity]} ${one.directive} ${one.value ?? ""}: ${one.description}`);
}

const blocks = parseHeaders(readFileSync(`${dist}/_headers`, "utf8"));
const page = readFileSync(`${dist}/index.html`, "utf8");

/** The content security policy in a `meta` element. */
const metaPolicy = (html) =>
  html.match(/<meta http-equiv="?content-security-policy"? content="([^"]*)"/i)?.[1].replaceAll("&#39;", "'");

test("the graders find faults where there are no headers", () => {
  assert.ok(Finding && score("<!doctype html><title>x</title>", {}).score < 60);
  assert.ok(findings("script-src 'unsafe-inline' *").length > 0);
});

for (const [path, least] of [["/", 130], ["/index.html", 130], ["/manual.html", 130], ["/right.html", 130], ["/builder.html", 120], ["/embed/", 120], ["/embed/index.html", 120]]) {
  const file = `${dist}${path.endsWith("/") ? `${path}index.html` : path}`;
  test(`${path} is graded ${least} or better with its headers`, (context) => {
    if (!existsSync(file)) {
      assert.ok(!blocks.has(path), "headers for a page that is not there");
      return context.skip("this page is not in the site");
    }
    assert.ok(blocks.has(path), "no headers");
    const { score: reached, grade, explanation } = score(readFileSync(file, "utf8"), blocks.get(path));
    context.diagnostic(`${reached} (${grade}): ${explanation}`);
    assert.ok(reached >= least, `${reached}: ${explanation}`);
    assert.deepEqual(findings(blocks.get(path)["content-security-policy"]), []);
  });
}

test("the page without any header is graded 75 or better by its own policy", (context) => {
  const { score: reached, grade, explanation } = score(page, {});
  context.diagnostic(`${reached} (${grade}): ${explanation}`);
  assert.ok(metaPolicy(page), "the page states no policy");
  assert.deepEqual(findings(metaPolicy(page)), []);
  // Without headers nothing forbids framing by other sites, fixes content types, or demands HTTPS for later visits. The
  // last depends on the host: that of GitHub Pages demands it.
  const hosted = score(page, { "strict-transport-security": "max-age=31536000" });
  context.diagnostic(`on a host with HSTS ${hosted.score} (${hosted.grade})`);
  assert.ok(hosted.score >= 75, `${hosted.score}: ${explanation}`);
});
