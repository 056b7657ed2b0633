//! The order of the layers stated in `src/lib.rs`: no module uses one that comes after it, and files do not import
//! each other in a cycle.
//!
//! Cargo enforces the order between crates. Within one, a folder or file belongs to the layer of the same name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Layers in order. Those on the same line may not use each other.
const LAYERS: [&[&str]; 18] = [
    &["quantity"],
    &["factory"],
    &["catalog"],
    &["format"],
    &["scenario"],
    &["study"],
    &["sheet"],
    &["finding", "spec"],
    &["layout"],
    &["render"],
    &["chart"],
    &["messages"],
    &["ui"],
    &["views"],
    &["worker", "story"],
    &["app", "site"],
    &["serve"],
    &["cli"],
];

/// The submodules of the studies in order, as stated in `src/model/study.rs`.
const ROOMS: [&str; 12] = [
    "quantile",
    "search",
    "predict",
    "evaluate",
    "solve",
    "reach",
    "remedy",
    "sweep",
    "compare",
    "sensitivity",
    "monte_carlo",
    "validation",
];

/// Crates in which no files may use each other in a circle, by their folders, and imports that are seen in each at least.
const WITHOUT_CIRCLES: [(&str, usize); 6] =
    [("", 100), ("model", 100), ("charts", 100), ("export", 20), ("table", 10), ("files", 1)];

/// Crates of the workspace whose modules are layers, by their folders.
const CRATES: [&str; 3] = ["", "model", "charts"];

/// Modules that combine layers: the programs, and the crates without internal layers.
const PROGRAMS: [&str; 10] =
    ["lib", "main", "bin", "api", "export", "files", "table", "python", "model", "charts"];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// Rust files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder of the sources can be read");
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.expect("an entry can be read").path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// A source without its unit tests.
fn code(text: &str) -> &str {
    text.split("\nmod tests {").next().unwrap_or_default()
}

/// Modules of the crate named in a source file.
fn named(code: &str) -> Vec<&str> {
    code.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .flat_map(|line| {
            ["crate::", "model::", "charts::"].map(|path| line.split(path).skip(1)).into_iter().flatten()
        })
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default())
        .filter(|name| layer(name).is_some())
        .collect()
}

#[test]
fn no_layer_reads_from_a_later_one() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut against = Vec::new();
    let mut seen = 0;
    for root in CRATES.map(|name| source.join(name)) {
        for path in files(&root) {
            let inside = path.strip_prefix(&root).expect("it lies below");
            let first = inside.components().next().expect("it has a name").as_os_str().to_string_lossy();
            let module = first.trim_end_matches(".rs");
            // Tests of a module may use its dependents.
            if PROGRAMS.contains(&module) || inside.ends_with("tests.rs") {
                continue;
            }
            let own = layer(module).unwrap_or_else(|| panic!("{module} has no layer"));
            for name in named(code(&fs::read_to_string(&path).expect("a source can be read"))) {
                seen += 1;
                let other = layer(name).unwrap_or_default();
                if name != module && other >= own {
                    against.push(format!("{} reads from {name}", inside.display()));
                }
            }
        }
    }
    assert!(seen > 500, "only {seen} imports were seen");
    assert_eq!(against, Vec::<String>::new());
}

/// The path of a module or an item: `["charts", "layout", "scale", "Scale"]`.
type Names = Vec<String>;

/// Words and punctuation of a source file, without comments and strings.
fn tokens(code: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '/' && letters.next_if_eq(&'/').is_some() {
            // A comment, up to the end of its line.
            let _ = letters.find(|inside| *inside == '\n');
        } else if letter == '"' {
            // A string, up to its closing quote.
            while let Some(inside) = letters.next().filter(|inside| *inside != '"') {
                if inside == '\\' {
                    letters.next();
                }
            }
        } else if letter == '\'' && letters.next_if(|next| *next == '"' || *next == '\\').is_some() {
            letters.next();
        } else if letter.is_alphanumeric() || letter == '_' {
            let mut word = String::from(letter);
            while let Some(next) = letters.next_if(|next| next.is_alphanumeric() || *next == '_') {
                word.push(next);
            }
            found.push(word);
        } else if letter == ':' && letters.next_if_eq(&':').is_some() {
            found.push("::".to_owned());
        } else if !letter.is_whitespace() {
            found.push(letter.to_string());
        }
    }
    found
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// The paths of a `use`, each with its local name, from its first token to the end of the tree.
fn tree(tokens: &[String], at: &mut usize, before: &[String], found: &mut Vec<(String, Names)>) {
    let mut path = before.to_vec();
    while let Some(token) = tokens.get(*at) {
        *at += 1;
        match token.as_str() {
            "::" => {}
            "{" => {
                while tokens.get(*at).is_some_and(|token| token != "}") {
                    tree(tokens, at, &path, found);
                    if tokens.get(*at).is_some_and(|token| token != "}") {
                        *at += 1;
                    }
                }
                *at += 1;
                return;
            }
            "as" => {
                let alias = tokens.get(*at).cloned().unwrap_or_default();
                *at += 1;
                found.push((alias, path));
                return;
            }
            "self" if !path.is_empty() => {}
            "," | "}" | ";" => {
                *at -= 1;
                break;
            }
            _ => path.push(token.clone()),
        }
    }
    // It is unknown which names a glob imports, so it is recorded with its whole path.
    let name = path.last().filter(|last| *last != "*" && *last != "_");
    found.push((name.cloned().unwrap_or_else(|| path.join("::")), path));
}

/// A file of a crate with the names it uses.
struct Module {
    /// The imports of its `use` declarations, by their local names.
    imports: BTreeMap<String, Names>,
    /// Paths written out elsewhere in the file.
    paths: Vec<Names>,
    /// Whether it only declares modules and re-exports names.
    only_declares: bool,
}

impl Module {
    fn read(code: &str) -> Self {
        let tokens = tokens(code);
        let next_is = |at: usize, wanted: &str| tokens.get(at).is_some_and(|token| token == wanted);
        let next_is_name = |at: usize| tokens.get(at).is_some_and(|token| is_name(token));
        let mut module = Self { imports: BTreeMap::new(), paths: Vec::new(), only_declares: true };
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token.as_str() {
                // An attribute.
                "#" => {
                    while at < tokens.len() && !next_is(at, "]") {
                        at += 1;
                    }
                    at += 1;
                }
                // `pub` or `pub(super)`.
                "pub" => at += if next_is(at, "(") { 3 } else { 0 },
                "use" if next_is_name(at) => {
                    let mut found = Vec::new();
                    tree(&tokens, &mut at, &[], &mut found);
                    module.imports.extend(found);
                    at += 1;
                }
                "mod" if next_is(at + 1, ";") => at += 2,
                word if is_name(word) && next_is(at, "::") => {
                    module.only_declares = false;
                    let mut path = vec![word.to_owned()];
                    while next_is(at, "::") && next_is_name(at + 1) {
                        path.push(tokens[at + 1].clone());
                        at += 2;
                    }
                    module.paths.push(path);
                }
                _ => module.only_declares = false,
            }
        }
        module
    }
}

/// The files of a crate as modules, by their paths.
struct Crate {
    name: &'static str,
    modules: BTreeMap<Names, Module>,
}

impl Crate {
    fn read(name: &'static str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name);
        let mut modules = BTreeMap::new();
        for path in files(&root) {
            let inside = path.strip_prefix(&root).expect("it lies below").with_extension("");
            let names = inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
            let mut names: Names = [name.to_owned()].into_iter().chain(names).collect();
            // Other crates lie in folders of the root crate.
            let is_other =
                name.is_empty() && names.get(1).is_some_and(|first| PROGRAMS.contains(&first.as_str()));
            if names.last().is_some_and(|last| last == "tests") || is_other && names[1] != "lib" {
                continue;
            }
            if names.last().is_some_and(|last| last == "lib") {
                names.pop();
            }
            let text = fs::read_to_string(&path).expect("a source can be read");
            modules.insert(names, Module::read(code(&text)));
        }
        Self { name, modules }
    }
    /// A path as written in a module, from the root of the crate. `None` if it is outside the crate.
    fn whole(&self, module: &Names, path: &[String]) -> Option<Names> {
        let (first, rest) = path.split_first()?;
        let mut base = match first.as_str() {
            "crate" => vec![self.name.to_owned()],
            "self" => module.clone(),
            "super" => module[..module.len() - 1].to_vec(),
            name => {
                let child: Names = module.iter().cloned().chain([name.to_owned()]).collect();
                if !self.modules.contains_key(&child) {
                    return None;
                }
                child
            }
        };
        for name in rest {
            if name == "super" { drop(base.pop()) } else { base.push(name.clone()) }
        }
        Some(base)
    }
    /// The file that defines the target of a path from the root; `None` if that file only declares modules.
    fn file(&self, path: &Names) -> Option<Names> {
        let depth = (1..=path.len()).rev().find(|depth| self.modules.contains_key(&path[..*depth]))?;
        let (at, rest) = path.split_at(depth);
        let (at, module) = (at.to_vec(), &self.modules[at]);
        // A name imported from another file: it is visible to its own submodules, and wherever it is re-exported.
        if let Some(import) = rest.first().and_then(|item| module.imports.get(item)) {
            let on: Names = import.iter().chain(&rest[1..]).cloned().collect();
            return self.whole(&at, &on).filter(|on| on != path).and_then(|on| self.file(&on));
        }
        (!module.only_declares).then_some(at)
    }
    /// The files that a file uses.
    fn reads(&self, from: &Names) -> BTreeSet<Names> {
        let module = &self.modules[from];
        let imported = module.imports.values().cloned();
        let written = module.paths.iter().map(|path| {
            let import = module.imports.get(&path[0]);
            import.map_or(path.clone(), |whole| whole.iter().chain(&path[1..]).cloned().collect())
        });
        imported
            .chain(written)
            .filter_map(|path| self.file(&self.whole(from, &path)?))
            .filter(|to| to != from)
            .collect()
    }
    /// All files with the files they use.
    fn graph(&self) -> BTreeMap<Names, BTreeSet<Names>> {
        let of = |(path, _): (&Names, &Module)| (path.clone(), self.reads(path));
        self.modules.iter().filter(|(_, module)| !module.only_declares).map(of).collect()
    }
}

/// Everything reachable from a node.
fn reached<'a>(graph: &'a BTreeMap<Names, BTreeSet<Names>>, from: &'a Names) -> BTreeSet<&'a Names> {
    let (mut found, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(next) = open.pop() {
        open.extend(graph.get(next).into_iter().flatten().filter(|to| found.insert(*to)));
    }
    found
}

#[test]
fn no_files_read_from_each_other_in_a_circle() {
    let mut circles = BTreeSet::new();
    for (name, least) in WITHOUT_CIRCLES {
        let graph = Crate::read(name).graph();
        let seen: usize = graph.values().map(BTreeSet::len).sum();
        assert!(seen >= least, "only {seen} imports were seen in {name}");
        let reach: BTreeMap<&Names, BTreeSet<&Names>> =
            graph.keys().map(|from| (from, reached(&graph, from))).collect();
        for (from, to) in reach.iter().filter(|(from, to)| to.contains(*from)) {
            let back = to.iter().filter(|to| reach[**to].contains(from));
            circles.insert(back.map(|it| it.join("::")).collect::<Vec<_>>());
        }
    }
    assert_eq!(circles, BTreeSet::new());
}

#[test]
fn no_study_reads_from_a_later_room() {
    let room = |file: &Names| match file.as_slice() {
        [_, study, room, ..] if study == "study" => Some(
            ROOMS.iter().position(|known| known == room).unwrap_or_else(|| panic!("{room} has no place")),
        ),
        _ => None,
    };
    let graph = Crate::read("model").graph();
    let pairs = graph.iter().flat_map(|(from, all)| all.iter().map(move |to| (from, to)));
    let against: Vec<String> = pairs
        .filter(|(from, to)| room(from).zip(room(to)).is_some_and(|(own, other)| other > own))
        .map(|(from, to)| format!("{} reads from {}", from.join("::"), to.join("::")))
        .collect();
    assert_eq!(against, Vec::<String>::new());
}
