//! What starts the program of a page: our own script, the program's two files and the programs beside it, each with a
//! hash of what it holds in its name and a checksum where the browser compares it.

use super::asset::{Asset, allowed};
use super::glue;
use super::imports::shortened;
use leptos::prelude::*;
use std::path::Path;
use std::{fs, io};

/// What Trunk writes in the place of its own starter, which is a script within the page (`Trunk.toml`).
const PLACE: &str = "<!-- program ";

/// What the files of the page's program are called.
const PROGRAM: &str = "page";

/// The script that starts the program.
const BOOT: &str = include_str!("../script/boot.js");

/// The script for where that one did not run.
const MEND: &str = include_str!("../script/mend.js");

/// Modules that the script loads later: when the program has started, when the reader comes near what saves and opens files,
/// and when the first menu of a chart is opened.
const LATE: (&str, &str) = ("offline", include_str!("../script/offline.js"));
const FILES: (&str, &str) = ("files", include_str!("../script/files.js"));
const MENUS: (&str, &str) = ("chart-menu", include_str!("../script/chart-menu.js"));

/// The worker that the second of them starts, with a program of its own, when a scenario is taken away.
const FILES_WORKER: &str = include_str!("../script/files-worker.js");

/// The files that start the program, all of them beside the first page.
pub(super) struct Start {
    boot: Asset,
    mend: Asset,
    glue: Asset,
    program: Asset,
    late: Asset,
    files: Asset,
    menus: Asset,
    /// The script that starts the program beside the page.
    worker: Asset,
}

impl Start {
    /// Finds the program that Trunk has built into a folder, and writes what starts it. Gives the page without Trunk's
    /// mark.
    ///
    /// # Errors
    /// Where the page has no such mark, or a file cannot be read or written.
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
    /// What stands in the head of a page; `up` leads from it to the folder of the files.
    pub(super) fn head(&self, up: &str) -> impl IntoView + use<> {
        let beside = [&self.late, &self.files, &self.menus].map(|asset| asset.name.clone());
        self.head_with(up, Some(beside), Some(format!("{up}{}", self.worker.name)))
    }
    /// What stands in the head of a light page: the program alone, nothing beside it and nothing later.
    pub(super) fn light_head(&self, up: &str) -> impl IntoView + use<> {
        self.head_with(up, None, None)
    }
    fn head_with(
        &self,
        up: &str,
        beside: Option<[String; 3]>,
        worker: Option<String>,
    ) -> impl IntoView + use<> {
        let Self { boot, glue, program, .. } = self;
        let [late, files, menus] = beside.map_or([None, None, None], |names| names.map(Some));
        view! {
            <script src=format!("{up}{}", boot.name) crossorigin="anonymous" integrity=boot.integrity.clone()
                data-js=glue.name.clone() data-wasm=program.name.clone() data-integrity=program.integrity.clone()
                data-late=late data-files=files data-menus=menus data-worker=worker></script>
            <script type="importmap">{self.map(up)}</script>
        }
    }
    /// Checksums of what is imported. Browsers take them only from within a page.
    fn map(&self, up: &str) -> String {
        let imported = [&self.glue, &self.late, &self.files, &self.menus].into_iter();
        let sums: serde_json::Map<_, _> =
            imported.map(|asset| (format!("{up}{}", asset.name), asset.integrity.clone().into())).collect();
        serde_json::json!({ "integrity": sums }).to_string()
    }
    /// The checksum of the map, as a policy writes it.
    pub(super) fn allowed(&self, up: &str) -> String {
        allowed(&self.map(up))
    }
    /// What stands at the end of a page: what is read comes first, and the program is asked for when all of it is there.
    pub(super) fn foot(&self, up: &str) -> impl IntoView + use<> {
        let Self { mend, glue, program, .. } = self;
        view! {
            // It waits for nothing: a script that did would wait for the style sheets.
            <script async=true src=format!("{up}{}", mend.name) crossorigin="anonymous" integrity=mend.integrity.clone()></script>
            <link rel="modulepreload" href=format!("{up}{}", glue.name) integrity=glue.integrity.clone()/>
            // First: behind another value, `as` would be read as a cast.
            <link as="fetch" rel="preload" href=format!("{up}{}", program.name) type="application/wasm"
                crossorigin="anonymous"/>
        }
    }
}

/// Gives the two files of the program names of what they hold, the glue without what only its readers need. Trunk's own
/// hashes are of differing length.
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

/// Gives the three files of the program beside the page names of what they hold: a page never starts that of another
/// edition.
fn worker(folder: &Path) -> io::Result<Asset> {
    let path = |name: &str| folder.join(name);
    let program = fs::read(path("worker_bg.wasm"))?;
    let glue = glue::minified(&fs::read_to_string(path("worker.js"))?);
    let program = Asset::write(folder, "worker", "wasm", program)?;
    let glue = Asset::write(folder, "worker", "js", &glue)?;
    // `fetch` compares the checksum; nothing else does in a worker. A bad copy that the browser has stored is loaded anew.
    let loader = format!(
        "const load = (name, integrity) => {{
  const ask = (cache) => fetch(new URL(name, import.meta.url), {{integrity, cache}});
  return ask('default').catch(() => ask('reload'));
}};
const program = load('{}', '{}');
await load('{glue}', '{}');
const {{default: init}} = await import('./{glue}');
await init({{module_or_path: program}});
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

/// Gives the three files of the program that writes files names of what they hold, each named by the one that loads it.
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

/// A script with what stands in its places, each of them a text in quotes that stands there once.
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
