// Texts of the page in the form tests compare.

/** A text with each run of white space replaced by one space, and trimmed. */
export function normalizeSpace(text) {
  return text.replace(/\s+/g, " ").trim();
}

const POWERS = { K: 1e3, M: 1e6, B: 1e9, T: 1e12, Q: 1e15 };

/** The number in a text of the page, such as `−$1.2B per year`; NaN if there is none. */
export function parseNumber(text) {
  const [, sign, digits, power] = text.match(/([−-]?)\$?(\d[\d,]*(?:\.\d+)?)([KMBTQ]?)/) ?? [];
  if (digits === undefined) return NaN;
  return (sign ? -1 : 1) * Number(digits.replaceAll(",", "")) * (POWERS[power] ?? 1);
}
