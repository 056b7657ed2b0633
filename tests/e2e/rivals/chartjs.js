const line = { pointRadius: 0, borderWidth: 2 };
const datasets = [
  { label: "low", pointRadius: 0, borderWidth: 0 },
  { label: "high", pointRadius: 0, borderWidth: 0, fill: "-1", backgroundColor: BAND },
  ...LINES.map((borderColor, at) => ({ ...line, label: `line ${at + 1}`, borderColor })),
];
// The settings recommended in its manual for speed: no animation, and sorted points that need no parsing.
const options = {
  animation: false,
  responsive: false,
  parsing: false,
  normalized: true,
  scales: { x: { type: "linear" } },
};

const charts = [0, 1].map((shift) => {
  const canvas = Object.assign(document.createElement("canvas"), SIZE);
  document.body.append(canvas);
  const data = { datasets: datasets.map((dataset) => ({ ...dataset, data: [] })) };
  return { chart: new Chart(canvas, { type: "line", data, options }), shift };
});

followSlider((position) => {
  for (const { chart, shift } of charts) {
    seriesAt(position, shift).forEach((values, of) => {
      chart.data.datasets[of].data = values.map((y, at) => ({ x: PLACES[at], y }));
    });
    chart.update("none");
  }
});
