//! The page in a browser: prerendered, hydrated, queried by name, changed by events.
//!
//! Components are prerendered natively and hydrated in the browser, as when the site is built: the native half of
//! this test writes the page that the other half hydrates.

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use model::scenario::Scenario;
    use model::study::evaluate::evaluate;
    use model::study::sensitivity::slope::Relaxed;
    use std::{fs, path::Path};
    use token_factory::ui::Computed;
    use token_factory::views::calculator::Parts;
    use token_factory::views::lever_context::lever_context;
    use token_factory::views::{html, tornado};

    /// The page without its story, its draws and its drawings.
    #[test]
    fn the_page_is_prerendered() {
        let scenario = Scenario::baseline();
        let (now, relaxed) = (evaluate(&scenario), Relaxed::of(&scenario));
        let parts = Parts {
            computed: Computed::default(),
            lever_context: &|lever| lever_context(&scenario, &relaxed, lever),
            still: &|_, _| String::new(),
            flow: String::new(),
            swings: html(tornado::body(&tornado::ranked(&now), ())),
        };
        let page = token_factory::views::calculator::page(parts);
        assert!(page.contains("data-lever=\"context\"") && !page.contains("style=\""));
        fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("page.html"), page)
            .expect("the folder can be written");
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use charts::finding;
    use gloo::timers::future::TimeoutFuture;
    use model::scenario::Scenario;
    use model::scenario::levers::LEVERS;
    use model::study::evaluate::evaluate;
    use std::cell::Cell;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
    use web_sys::{Element, Event, HtmlCanvasElement, HtmlInputElement};

    wasm_bindgen_test_configure!(run_in_browser);

    /// The output of the native half, in the folder next to the one for this platform: run
    /// `cargo test --test page_in_browser` first.
    const PAGE: &str = include_str!(concat!(env!("CARGO_TARGET_TMPDIR"), "/../../tmp/page.html"));

    thread_local! {
        static MOUNTED: Cell<bool> = const { Cell::new(false) };
    }

    /// The page, hydrated once for all tests, with all levers at the baseline.
    async fn page() {
        if !MOUNTED.replace(true) {
            let document = gloo::utils::document();
            // The parts of the style sheets that charts need: colours, and size.
            let style = document.create_element("style").expect("a browser makes elements");
            let room = "canvas { display: block; width: 640px; height: 400px; }";
            style.set_text_content(Some(&[include_str!("../style/tokens.css"), room].concat()));
            gloo::utils::body().append_child(&style).expect("the body takes it");
            let place = document.create_element("main").expect("a browser makes elements");
            place.set_id("factory");
            place.set_inner_html(PAGE);
            gloo::utils::body().append_child(&place).expect("the body takes it");
            token_factory::app::start();
            settled().await;
        }
        if let Some(reset) = find(r#"[data-name="reset-all"]"#)
            && !reset.has_attribute("disabled")
        {
            reset.unchecked_into::<web_sys::HtmlElement>().click();
            settled().await;
        }
    }

    /// Clicks on a chart, like a reader: its canvas is then painted.
    async fn wake(name: &str) {
        get(&format!("#canvas-{name}")).unchecked_into::<web_sys::HtmlElement>().click();
        let live = format!(r#"[data-name="chart-{name}"][data-live]"#);
        assert!(until(|| find(&live).is_some()).await, "the {name} chart is not painted");
    }

    /// Waits for a few frames, until effects have run and canvases are painted.
    async fn settled() {
        TimeoutFuture::new(120).await;
    }

    /// Waits until a condition holds, for as long as a busy machine may take to paint; returns whether it held.
    async fn until(holds: impl Fn() -> bool) -> bool {
        for _ in 0..100 {
            if holds() {
                return true;
            }
            TimeoutFuture::new(50).await;
        }
        false
    }

    fn find(selector: &str) -> Option<Element> {
        gloo::utils::document().query_selector(selector).expect("the selector is well-formed")
    }

    fn get(selector: &str) -> Element {
        find(selector).unwrap_or_else(|| panic!("nothing on the page is {selector}"))
    }

    fn text(selector: &str) -> String {
        get(selector).text_content().unwrap_or_default()
    }

    fn input(selector: &str) -> HtmlInputElement {
        get(selector).unchecked_into()
    }

    fn send(element: &HtmlInputElement, event: &str) {
        let event = Event::new(event).expect("a browser makes events");
        element.dispatch_event(&event).expect("the element takes events");
    }

    /// The pixels of a canvas as text, to distinguish pictures.
    fn picture(name: &str) -> String {
        let canvas: HtmlCanvasElement = get(&format!("#canvas-{name}")).unchecked_into();
        canvas.to_data_url().expect("our own drawing may be read")
    }

    #[wasm_bindgen_test]
    async fn the_page_opens_with_the_baseline_scenario() {
        page().await;
        let shown = text(r#"[data-name="finding"]"#);
        let sentence = finding::sentence(&evaluate(&Scenario::baseline()));
        assert!(shown.starts_with(&sentence), "{shown:?} instead of {sentence:?}");
    }

    #[wasm_bindgen_test]
    async fn a_slider_steps_over_stops_and_says_its_value_in_words() {
        page().await;
        let range = input("#range-context");
        assert_eq!(range.max(), (LEVERS.context.stops().len() - 1).to_string());
        range.set_value(&range.max());
        send(&range, "input");
        send(&range, "change");
        settled().await;
        assert_eq!(range.get_attribute("aria-valuetext").as_deref(), Some("2 million tokens"));
    }

    #[wasm_bindgen_test]
    async fn a_move_repaints_both_charts_and_the_finding() {
        page().await;
        wake("profit").await;
        wake("market").await;
        let (profit, market) = (picture("profit"), picture("market"));
        let range = input("#range-agents");
        range.set_value("0");
        send(&range, "input");
        send(&range, "change");
        assert!(until(|| picture("profit") != profit).await, "the profit chart stands still");
        assert!(until(|| picture("market") != market).await, "the market chart stands still");
        assert!(
            until(|| text(r#"[data-name="finding"]"#).contains("loses")).await,
            "{}",
            text(r#"[data-name="finding"]"#)
        );
    }

    #[wasm_bindgen_test]
    async fn a_wrong_entry_stays_and_is_explained() {
        page().await;
        let entry = input("#entry-electricity");
        entry.focus().expect("a field takes the focus");
        entry.set_value("7 dollars");
        send(&entry, "input");
        send(&entry, "change");
        entry.blur().expect("a field gives up the focus");
        settled().await;
        assert_eq!(entry.value(), "7 dollars");
        assert_eq!(entry.get_attribute("aria-invalid").as_deref(), Some("true"));
        assert!(text("#fault-electricity").contains("cannot be above"), "{}", text("#fault-electricity"));
    }

    #[wasm_bindgen_test]
    async fn a_canvas_has_as_many_pixels_as_the_screen() {
        page().await;
        let ratio = gloo::utils::window().device_pixel_ratio();
        for name in ["profit", "market"] {
            wake(name).await;
            let canvas: HtmlCanvasElement = get(&format!("#canvas-{name}")).unchecked_into();
            let wide = canvas.get_bounding_client_rect().width() * ratio;
            assert!((f64::from(canvas.width()) - wide).abs() <= 1.5, "{name}: {} for {wide}", canvas.width());
        }
    }
}
