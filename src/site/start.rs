//! The files that start the program of a page: our own script, the program's two files and the worker programs, each
//! with a hash of its content in the name and a checksum where the browser verifies it.

use super::asset::{Asset, allowed};
use super::glue;
use super::imports::shortened;
use leptos::prelude::*;
use std::path::Path;
use std::{fs, io};

/// The mark that Trunk writes in place of its own starter, which is an inline script (`Trunk.toml`).
const PLACE: &str = "<!-- program ";

/// The name of the page program's files.
const PROGRAM: &str = "page";

/// The script that starts the program.
const BOOT: &str = include_str!("../script/boot.js");

/// The script for the case in which that one did not run.
const MEND: &str = include_str!("../script/mend.js");

/// Modules that the script loads later: when the program has started, when the reader comes near the controls for
/// saving and opening files, and when the first menu of a chart is opened.
const LATE: (&str, &str) = ("offline", include_str!("../script/offline.js"));
const FILES: (&str, &str) = ("files", include_str!("../script/files.js"));
const MENUS: (&str, &str) = ("chart-menu", include_str!("../script/chart-menu.js"));

/// The worker that the second of these starts, with a separate program, when a scenario is exported.
const FILES_WORKER: &str = include_str!("../script/files-worker.js");

/// The files that start the program, all of them next to the first page.
pub(super) struct Start {
    boot: Asset,
    mend: Asset,
    glue: Asset,
    program: Asset,
    late: Asset,
    files: Asset,
    menus: Asset,
    /// The script that starts the worker.
    worker: Asset,
}

impl Start {
    /// Finds the program that Trunk has built into a folder, and writes the files that start it. Returns the page
    /// without Trunk's mark.
    ///
    /// # Errors
    /// If the page has no such mark, or a file cannot be read or written.
    pub(super) fn write(folder: &Path, index: &str) -> io::Result<(Self, String)> {
        let missing = || io::Error::other(format!("The page has no “{PLACE}”: see Trunk.toml."));
        let (before, rest) = index.split_once(PLACE).ok_or_else(missing)?;
        let (names, after) = rest.split_once(" -->").ok_or_else(missing)?;
        let (glue, program) = names.split_once(' ').ok_or_else(missing)?;
        let (glue, program) = named(folder, glue.trim_start_matches("./"), program.trim_start_matches("./"))?;
        let module = |(name, text)| Asset::write(folder, name, "js", glue::minified(text));
        let start = Self {
            boot: Asset::write(folder, "boot", "js", glue::minified(BOOT))?,
            mend: Asset::write(folder, "mend", "js", glue::minified(MEND))?,
            glue,
            program,
            late: module(LATE)?,
            files: module((
                FILES.0,
                &filled(FILES.1, [("./files-worker.js", &format!("./{}", files_worker(folder)?.name))])?,
            ))?,
            menus: module(MENUS)?,
            worker: worker(folder)?,
        };
        Ok((start, [before, after].concat()))
    }
    /// The content of a page's head; `up` is the relative path to the folder of the files.
    pub(super) fn head(&self, up: &str) -> impl IntoView + use<> {
        let late_scripts = [&self.late, &self.files, &self.menus].map(|asset| asset.name.clone());
        self.head_with(up, Some(late_scripts), Some(format!("{up}{}", self.worker.name)))
    }
    /// The content of a reduced page's head: the program alone, without a worker or later modules.
    pub(super) fn light_head(&self, up: &str) -> impl IntoView + use<> {
        self.head_with(up, None, None)
    }
    fn head_with(
        &self,
        up: &str,
        late_scripts: Option<[String; 3]>,
        worker: Option<String>,
    ) -> impl IntoView + use<> {
        let Self { boot, glue, program, .. } = self;
        let [late, files, menus] = late_scripts.map_or([None, None, None], |names| names.map(Some));
        view! {
            <script src=format!("{up}{}", boot.name) crossorigin="anonymous" integrity=boot.integrity.clone()
                data-js=glue.name.clone() data-wasm=program.name.clone() data-integrity=program.integrity.clone()
                data-late=late data-files=files data-menus=menus data-worker=worker></script>
            <script type="importmap">{self.map(up)}</script>
        }
    }
    /// Checksums of imported modules. Browsers only accept them inline in a page.
    fn map(&self, up: &str) -> String {
        let imported = [&self.glue, &self.late, &self.files, &self.menus].into_iter();
        let sums: serde_json::Map<_, _> =
            imported.map(|asset| (format!("{up}{}", asset.name), asset.integrity.clone().into())).collect();
        serde_json::json!({ "integrity": sums }).to_string()
    }
    /// The checksum of the map, in policy syntax.
    pub(super) fn allowed(&self, up: &str) -> String {
        allowed(&self.map(up))
    }
    /// The content of a page's end: the text is loaded first, and the program is requested once all of it is there.
    pub(super) fn foot(&self, up: &str) -> impl IntoView + use<> {
        let Self { mend, glue, program, .. } = self;
        view! {
            // It waits for nothing: a deferred script would wait for the style sheets.
            <script async=true src=format!("{up}{}", mend.name) crossorigin="anonymous" integrity=mend.integrity.clone()></script>
            <link rel="modulepreload" href=format!("{up}{}", glue.name) integrity=glue.integrity.clone()/>
            // First, because after another value `as` would be parsed as a cast.
            <link as="fetch" rel="preload" href=format!("{up}{}", program.name) type="application/wasm"
                crossorigin="anonymous"/>
        }
    }
}

/// Names the two files of the program by their content, and minifies the glue. Trunk's own hashes have varying
/// lengths.
fn named(folder: &Path, glue: &str, program: &str) -> io::Result<(Asset, Asset)> {
    let (text, code) = (fs::read_to_string(folder.join(glue))?, fs::read(folder.join(program))?);
    fs::remove_file(folder.join(glue))?;
    fs::remove_file(folder.join(program))?;
    let other = || io::Error::other("The glue does not end as wasm-bindgen ends it: see src/site/glue.rs.");
    let text = glue::given(&glue::minified(&text)).ok_or_else(other)?;
    let (code, text) =
        shortened(&code, &text).ok_or_else(|| io::Error::other("The program is no module."))?;
    let code = Asset::write(folder, PROGRAM, "wasm", code)?;
    Ok((Asset::write(folder, PROGRAM, "js", text)?, code))
}

/// Names the three files of the worker by their content: a page never starts the worker of another version.
fn worker(folder: &Path) -> io::Result<Asset> {
    let path = |name: &str| folder.join(name);
    let program = fs::read(path("worker_bg.wasm"))?;
    let glue = glue::minified(&fs::read_to_string(path("worker.js"))?);
    let program = Asset::write(folder, "worker", "wasm", program)?;
    let glue = Asset::write(folder, "worker", "js", &glue)?;
    // `fetch` verifies the checksum; nothing else does in a worker. If the browser has cached a bad copy, it is
    // loaded again. A failure is thrown outside the module: WebKit does not report one of a module that awaits.
    let loader = format!(
        "const load = (name, integrity) => {{
  const ask = (cache) => fetch(new URL(name, import.meta.url), {{integrity, cache}});
  return ask('default').catch(() => ask('reload'));
}};
const start = async () => {{
  const program = load('{}', '{}');
  await load('{glue}', '{}');
  const {{default: init}} = await import('./{glue}');
  await init({{module_or_path: program}});
}};
start().catch((error) => setTimeout(() => {{
  throw error;
}}));
",
        program.name,
        program.integrity,
        glue.integrity,
        glue = glue.name,
    );
    for name in ["worker_bg.wasm", "worker.js", "worker_loader.js"] {
        fs::remove_file(path(name))?;
    }
    Asset::write(folder, "worker-loader", "js", &loader)
}

/// Names the three files of the program that writes files by their content, each referenced by the one that loads it.
fn files_worker(folder: &Path) -> io::Result<Asset> {
    let path = |name: &str| folder.join(name);
    let program = Asset::write(folder, "files-program", "wasm", fs::read(path("files_bg.wasm"))?)?;
    let script = glue::minified(&fs::read_to_string(path("files.js"))?);
    let script = Asset::write(folder, "files-program", "js", &script)?;
    let worker = filled(
        FILES_WORKER,
        [
            ("./files.js", &format!("./{}", script.name)),
            ("script checksum", &script.integrity),
            ("./files_bg.wasm", &format!("./{}", program.name)),
            ("program checksum", &program.integrity),
        ],
    )?;
    for name in ["files_bg.wasm", "files.js"] {
        fs::remove_file(path(name))?;
    }
    Asset::write(folder, "files-worker", "js", glue::minified(&worker))
}

/// A script with its placeholders filled in; each placeholder is a quoted string that occurs once.
fn filled<const N: usize>(script: &str, places: [(&str, &str); N]) -> io::Result<String> {
    places.iter().try_fold(script.to_owned(), |text, (place, held)| {
        let place = format!("\"{place}\"");
        if text.matches(&place).count() == 1 {
            Ok(text.replace(&place, &format!("\"{held}\"")))
        } else {
            Err(io::Error::other(format!("A script has {place} not once.")))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_writes_files_is_named_from_one_file_to_the_next() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tmp/prerender-files");
        let _absent = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("files_bg.wasm"), b"\0asm").unwrap();
        fs::write(folder.join("files.js"), "// A note.\nlet wasm;\n").unwrap();
        let worker = files_worker(&folder).unwrap();
        let text = fs::read_to_string(folder.join(&worker.name)).unwrap();
        let mut names: Vec<String> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort_unstable();
        assert_eq!(names.len(), 3, "{names:?}");
        for name in names.iter().filter(|name| **name != worker.name) {
            let sum = super::super::asset::integrity(fs::read(folder.join(name)).unwrap());
            assert!(text.contains(&format!("\"./{name}\"")) && text.contains(&sum), "{name}");
        }
        let files = filled(FILES.1, [("./files-worker.js", &worker.name)]).unwrap();
        assert!(files.contains(&format!("\"{}\"", worker.name)));
        assert!(filled("no place", [("./x.js", "y")]).is_err());
        fs::remove_dir_all(folder).unwrap();
    }
}
