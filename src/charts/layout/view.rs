//! How a figure is looked at.

/// How a figure is looked at: the room it has, and what the reader picked.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
    /// Pixels of the device for each CSS pixel.
    pub ratio: f64,
    /// Whether title, finding and note are part of the picture, as in an export.
    pub heading: bool,
    /// Whether series are named in the picture: beside the frame, or above it where there is no room. Off where a legend is
    /// near, so that no series is named twice.
    pub keys: bool,
    /// Whether the ground is painted under it; where it is not, what is behind the picture shows through.
    pub has_ground: bool,
    /// Names of the series that are not shown.
    pub hidden: Vec<String>,
    /// The stop at which the reader points, as its index.
    pub crosshair: Option<usize>,
    /// The series that stands out; the others step back.
    pub emphasis: Option<String>,
    /// The single point that the reader picked, as its index.
    pub dot: Option<usize>,
}

impl View {
    /// All series, nothing pointed at, one pixel for each CSS pixel, no heading.
    pub fn new(width: f64, height: f64) -> Self {
        let (hidden, crosshair, emphasis) = (Vec::new(), None, None);
        Self {
            width,
            height,
            ratio: 1.0,
            heading: false,
            keys: true,
            has_ground: true,
            hidden,
            crosshair,
            emphasis,
            dot: None,
        }
    }
    /// The same without what is picked in the picture and leaves its base as it is.
    #[must_use]
    pub fn unpicked(&self) -> Self {
        Self { crosshair: None, dot: None, ..self.clone() }
    }
}
