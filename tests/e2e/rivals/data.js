// Similar to a chart of the page: a band and three lines over 120 places, all of which follow the slider.

const PLACES = Array.from({ length: 120 }, (_, at) => at);
const SIZE = { width: 590, height: 274 };
const LINES = ["#c2410c", "#1d4ed8", "#15803d"];
const BAND = "rgba(29, 78, 216, 0.15)";

/** The lower and upper end of the band and the three lines, for a position of the slider between 0 and 1. */
function seriesAt(position, shift) {
  const middle = PLACES.map((at) => 40 * Math.sin(at / 30 + shift) + (position + 0.2) * at);
  return [
    middle.map((value, at) => value - 5 - at / 10),
    middle.map((value, at) => value + 5 + at / 8),
    middle,
    middle.map((value, at) => 0.6 * value + 10 * position * Math.cos(at / 9)),
    PLACES.map((at) => 80 * position + at / 6),
  ];
}

/** Calls back with the slider's position between 0 and 1: now and in each of its input events. */
function followSlider(show) {
  const slider = document.querySelector("input");
  const moved = () => show(Number(slider.value) / Number(slider.max));
  slider.addEventListener("input", moved);
  moved();
}
