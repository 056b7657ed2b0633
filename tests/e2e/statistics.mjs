/** The value below which a fraction of the values lies, such as 0.5 for the median; for an even count the upper
 *  middle one. */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}
