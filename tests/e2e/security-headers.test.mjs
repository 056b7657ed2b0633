// What graders of headers would say of the site as its `_headers` have it served, and of the page on a host that sends
// no headers. Computed with the graders' own code, without a network: an encrypted connection and the redirect to it are
// taken for granted, since they are the host's. What a grade shows is that nothing was forgotten; it proves no safety.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import fs from "node:fs";
import { test } from "node:test";
import { dist } from "./server.mjs";
import { readHeaders } from "./faulty-server.mjs";

// The list of hosts that browsers know as encrypted is not in the package: ours is on none.
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

/** The score of a page: that of the grader's `scan`, of an answer as this host would give it. */
function score(html, headers) {
  const url = new URL(`https://${HOST}/`);
  const given = new Map(Object.entries(headers));
  const entries = { "content-type": "text/html; charset=utf-8", ...headers, get: (name) => given.get(name) };
  Object.defineProperty(entries, "get", { enumerable: false });
  const answer = { status: 200, verified: true, headers: entries, request: { headers: {} }, data: html, config: {} };
  answer.httpEquiv = parseHttpEquivHeaders(html, url.href);
  const requests = new Requests(HOST);
  const route = [{ url: new URL(`http://${HOST}/`), status: 301 }, { url, status: 200 }];
  Object.assign(requests.responses, { auto: answer, https: answer, http: answer, cors: answer, httpRedirects: route, httpsRedirects: [route[1]] });
  requests.resources.path = html;
  requests.session = { url, jar: undefined };
  const results = ALL_TESTS.map((one) => one(requests));
  const modifiers = results.map(({ result }) => getScoreModifier(result));
  const plain = 100 + modifiers.filter((one) => one < 0).reduce((sum, one) => sum + one, 0);
  const all = plain >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? 100 + modifiers.reduce((sum, one) => sum + one, 0) : plain;
  const said = results.map(({ result }, at) => `${result} ${modifiers[at]}`).join(", ");
  return { score: Math.max(0, all), grade: getGradeForScore(all).grade, said };
}

/** What an evaluator of policies finds that is of high or medium severity, or likely so. */
function findings(policy) {
  const found = new CspEvaluator(new CspParser(policy).csp).evaluate();
  return found
    .filter(({ severity }) => severity <= Severity.MEDIUM || severity === Severity.SYNTAX)
    .map((one) => `${Severity[one.severity]} ${one.directive} ${one.value ?? ""}: ${one.description}`);
}

const blocks = readHeaders(readFileSync(`${dist}/_headers`, "utf8"));
const page = readFileSync(`${dist}/index.html`, "utf8");

/** The policy that a document carries itself. */
const metaPolicy = (html) =>
  html.match(/<meta http-equiv="?content-security-policy"? content="([^"]*)"/i)?.[1].replaceAll("&#39;", "'");

test("the graders' code tells good headers from none", () => {
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
    const { score: reached, grade, said } = score(readFileSync(file, "utf8"), blocks.get(path));
    context.diagnostic(`${reached} (${grade}): ${said}`);
    assert.ok(reached >= least, `${reached}: ${said}`);
    assert.deepEqual(findings(blocks.get(path)["content-security-policy"]), []);
  });
}

test("the page without any header is graded 75 or better by what it says itself", (context) => {
  const { score: reached, grade, said } = score(page, {});
  context.diagnostic(`${reached} (${grade}): ${said}`);
  assert.ok(metaPolicy(page), "the page states no policy");
  assert.deepEqual(findings(metaPolicy(page)), []);
  // Without a header nothing states that others may not frame the page, what a file is, and that the connection is to be
  // encrypted next time. The last is the host's: GitHub's own domain has it.
  const hosted = score(page, { "strict-transport-security": "max-age=31536000" });
  context.diagnostic(`on a host that insists on encryption ${hosted.score} (${hosted.grade})`);
  assert.ok(hosted.score >= 75, `${hosted.score}: ${said}`);
});
