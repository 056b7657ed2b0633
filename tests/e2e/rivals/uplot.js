const band = { series: [2, 1], fill: BAND };
const lines = LINES.map((stroke, at) => ({ label: `line ${at + 1}`, stroke, width: 2 }));
const series = [{}, { label: "low" }, { label: "high" }, ...lines];

const charts = [0, 1].map((shift) => {
  const data = [PLACES, ...seriesAt(0, shift)];
  const chart = new uPlot({ ...SIZE, scales: { x: { time: false } }, series, bands: [band] }, data, document.body);
  return { chart, shift };
});

followSlider((position) => {
  for (const { chart, shift } of charts) chart.setData([PLACES, ...seriesAt(position, shift)]);
});
