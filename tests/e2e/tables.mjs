/** Prints a title and a table, with the first column left-aligned and all others right-aligned. */
export function table(title, columns, rows) {
  const cells = [columns, ...rows.map((row) => row.map(String))];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at].length)));
  console.log(`\n${title}`);
  for (const row of cells) {
    console.log(`  ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join("  ")}`);
  }
}
