//! How a figure is viewed.

/// How a figure is viewed: the available room, and what the reader selected.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
    /// Device pixels per CSS pixel.
    pub ratio: f64,
    /// Whether title, finding and note are part of the picture, as in an export.
    pub heading: bool,
    /// Whether the picture names its series: next to the frame, or above it where there is no room. Off where a
    /// legend is nearby, so that no series is named twice.
    pub keys: bool,
    /// Whether the ground is painted; if not, the picture is transparent.
    pub has_ground: bool,
    /// Names of the hidden series.
    pub hidden: Vec<String>,
    /// The index of the stop the reader points at.
    pub crosshair: Option<usize>,
    /// The series that is emphasised; the others are faded.
    pub emphasis: Option<String>,
    /// The index of the single point the reader selected.
    pub dot: Option<usize>,
}

impl View {
    /// All series, nothing pointed at, one device pixel per CSS pixel, no heading.
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
    /// The same view without the selections that do not affect the lower layers of the picture.
    #[must_use]
    pub fn unpicked(&self) -> Self {
        Self { crosshair: None, dot: None, ..self.clone() }
    }
}
