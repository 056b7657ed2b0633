//! The numbers of a whole grid as a Parquet file.
//!
//! A grid is computed in parts, each a row group of the file. A finished part is kept as a separate file in a folder
//! next to it, moved there by renaming and named after a checksum of its bytes; so however the program ends, only the
//! parts that were being computed are lost. When all parts are complete they are joined without being decoded, the file
//! is moved into place by renaming, and the folder is removed. Its bytes depend only on the grid and the version of the
//! program.

use crate::error::TableError;
use crate::evaluate::Evaluator;
use crate::grid::Grid;
use model::scenario::Scenario;
use model::study::evaluate::number::each;
use model::study::evaluate::numbers;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::ParquetError;
use parquet::file::metadata::{KeyValue, PageIndexPolicy, ParquetMetaDataReader};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

/// The progress of a sweep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Scenarios whose numbers are kept.
    pub done: u64,
    /// Those among them that were left by an earlier run.
    pub found: u64,
    /// All scenarios.
    pub of: u64,
}

/// Writes the numbers of all scenarios of a grid to a file, on `threads` threads. Parts left by an earlier run are
/// used.
///
/// Each thread holds one part of the grid in memory.
///
/// # Errors
/// If another file already exists, another run is writing it, the parts next to it are those of another sweep, or
/// something cannot be written.
pub fn write(
    grid: &Grid,
    path: &Path,
    threads: usize,
    mut see: impl FnMut(Progress),
) -> Result<Progress, FileError> {
    let folder = parts_folder(path);
    let print = fingerprint(grid);
    let mut progress = Progress { done: 0, found: 0, of: grid.count() };
    if path.try_exists().map_err(at(path))? {
        if !is_of(path, &print, grid.count()) {
            return Err(FileError::Exists(path.to_owned()));
        }
        // An earlier run may have ended when the file was in place and the folder still existed.
        if folder.try_exists().map_err(at(&folder))? {
            drop(Parts::open(&folder, &print)?);
            fs::remove_dir_all(&folder).map_err(at(&folder))?;
        }
        return Ok(Progress { done: progress.of, found: progress.of, ..progress });
    }
    let parts = Parts::open(&folder, &print)?;
    see(progress);
    parts.compute(grid, threads, |rows, found| {
        progress.done += rows;
        progress.found += if found { rows } else { 0 };
        see(progress);
    })?;
    let whole = folder.join("whole.tmp");
    parts.join(grid, &whole)?;
    fs::rename(&whole, path).map_err(at(path))?;
    fs::remove_dir_all(&folder).map_err(at(&folder))?;
    Ok(progress)
}

/// The folder next to a file in which its parts are kept until it is complete.
pub fn parts_folder(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".parts");
    name.into()
}

/// Whether a file is the whole of this sweep: it is moved into place by renaming, so its metadata can be trusted.
fn is_of(path: &Path, print: &str, count: u64) -> bool {
    let Ok(file) = File::open(path) else { return false };
    let Ok(about) = ParquetMetaDataReader::new().parse_and_finish(&file) else { return false };
    let about = about.file_metadata();
    let is_print = |said: &KeyValue| said.key == said_as(GRID) && said.value.as_deref() == Some(print);
    about.key_value_metadata().is_some_and(|said| said.iter().any(is_print))
        && u64::try_from(about.num_rows()) == Ok(count)
}

/// The name of the checksum in the metadata of a file.
const GRID: &str = "grid";

/// The key of an entry in the metadata of a file.
fn said_as(key: &str) -> String {
    format!("token-factory.{key}")
}

/// The file in the folder that says which sweep it belongs to.
const SWEEP: &str = "sweep";

/// The checksum of everything that the bytes of the file depend on: the grid, this version, and what its model
/// computes.
fn fingerprint(grid: &Grid) -> String {
    let mut all = Sha256::new();
    all.update(env!("CARGO_PKG_VERSION"));
    all.update(grid.described());
    each(&numbers(&Scenario::baseline()), |number, value| {
        all.update(number.name());
        all.update(value.to_bits().to_le_bytes());
    });
    hexadecimal(&all.finalize())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Number of characters of the checksum in the name of a part.
const LETTERS: usize = 16;

/// The parts that exist.
struct Parts {
    folder: PathBuf,
    /// The checksum of the sweep.
    print: String,
    /// Held for the duration of the run.
    _lock: File,
    /// Files of finished parts by their index.
    kept: HashMap<usize, PathBuf>,
}

impl Parts {
    /// Takes the folder for this run, with what an earlier one has left in it.
    fn open(folder: &Path, print: &str) -> Result<Self, FileError> {
        match fs::create_dir(folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(at(folder)(error)),
            _ => {}
        }
        let path = folder.join("lock");
        let lock = File::create(&path).map_err(at(&path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(FileError::Busy(folder.to_owned())),
            Err(TryLockError::Error(error)) => return Err(at(&path)(error)),
        }
        let sweep = folder.join(SWEEP);
        match fs::read_to_string(&sweep) {
            Ok(text) if text == print => {}
            Ok(_) => return Err(FileError::Other(folder.to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => keep(&sweep, print.as_bytes())?,
            Err(error) => return Err(at(&sweep)(error)),
        }
        let mut kept = HashMap::new();
        for path in files(folder)? {
            if let Some(place) = place_of(&path) {
                kept.insert(place, path);
            } else if path.extension().is_some_and(|extension| extension == "tmp") {
                fs::remove_file(&path).map_err(at(&path))?;
            }
        }
        Ok(Self { folder: folder.to_owned(), print: print.to_owned(), _lock: lock, kept })
    }
    /// Computes the missing parts, and reports for each part how many rows it has and whether it already existed.
    fn compute(&self, grid: &Grid, threads: usize, mut done: impl FnMut(u64, bool)) -> Result<(), FileError> {
        let ranges: Vec<Range<u64>> = grid.parts().collect();
        let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
        let (sender, receiver) = mpsc::channel();
        std::thread::scope(|scope| {
            for _ in 0..threads.clamp(1, ranges.len().max(1)) {
                let sender = sender.clone();
                scope.spawn(|| {
                    let sender = sender;
                    while !stop.load(Ordering::Relaxed) {
                        let place = next.fetch_add(1, Ordering::Relaxed);
                        let Some(range) = ranges.get(place) else { break };
                        let found = self.part(grid, place, range);
                        if sender.send(found.map(|found| (range.end - range.start, found))).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(sender);
            let mut result = Ok(());
            for part in receiver {
                match part {
                    Ok((rows, found)) => done(rows, found),
                    Err(error) => {
                        stop.store(true, Ordering::Relaxed);
                        result = result.and(Err(error));
                    }
                }
            }
            result
        })
    }
    /// Makes sure that a part exists, and returns whether it already did.
    fn part(&self, grid: &Grid, place: usize, range: &Range<u64>) -> Result<bool, FileError> {
        if let Some(path) = self.kept.get(&place) {
            let bytes = fs::read(path).map_err(at(path))?;
            if *path == self.folder.join(name(place, &bytes)) {
                return Ok(true);
            }
            // The file was damaged: its contents are not what was written.
            fs::remove_file(path).map_err(at(path))?;
        }
        let bytes = encoded(grid, range, &self.print)?;
        keep(&self.folder.join(name(place, &bytes)), &bytes)?;
        Ok(false)
    }
    /// Joins all parts: each becomes a row group, with its bytes unchanged.
    fn join(&self, grid: &Grid, whole: &Path) -> Result<(), FileError> {
        let mut places: Vec<(usize, PathBuf)> =
            files(&self.folder)?.into_iter().filter_map(|path| Some((place_of(&path)?, path))).collect();
        places.sort_unstable();
        assert_eq!(places.len(), grid.parts().len(), "each part is there once");
        let mut writer: Option<SerializedFileWriter<File>> = None;
        for (_, path) in &places {
            let fault = |error| FileError::Parquet(path.clone(), error);
            let part = File::open(path).map_err(at(path))?;
            let about = ParquetMetaDataReader::new()
                .with_page_index_policy(PageIndexPolicy::Optional)
                .parse_and_finish(&part)
                .map_err(fault)?;
            let writer = match &mut writer {
                Some(writer) => writer,
                none => {
                    let about = about.file_metadata();
                    let properties = properties().set_key_value_metadata(about.key_value_metadata().cloned());
                    let file = File::create(whole).map_err(at(whole))?;
                    let schema = about.schema_descr().root_schema_ptr();
                    none.insert(
                        SerializedFileWriter::new(file, schema, Arc::new(properties.build()))
                            .map_err(fault)?,
                    )
                }
            };
            for (place, group) in about.row_groups().iter().enumerate() {
                let mut rows = writer.next_row_group().map_err(fault)?;
                for (column, metadata) in group.columns().iter().enumerate() {
                    let index = about.page_index();
                    let closed = ColumnCloseResult {
                        bytes_written: u64::try_from(metadata.compressed_size()).unwrap_or_default(),
                        rows_written: u64::try_from(group.num_rows()).unwrap_or_default(),
                        metadata: metadata.clone(),
                        bloom_filter: None,
                        column_index: index.and_then(|index| index.column_index(place, column)).cloned(),
                        offset_index: index.and_then(|index| index.offset_index(place, column)).cloned(),
                    };
                    rows.append_column(&part, closed).map_err(fault)?;
                }
                rows.close().map_err(fault)?;
            }
        }
        if let Some(writer) = writer {
            let file = writer.into_inner().map_err(|error| FileError::Parquet(whole.to_owned(), error))?;
            file.sync_all().map_err(at(whole))?;
        }
        Ok(())
    }
}

/// The name of a part with these bytes.
fn name(place: usize, bytes: &[u8]) -> String {
    format!("{place:09}-{}.parquet", &hexadecimal(&Sha256::digest(bytes))[..LETTERS])
}

/// The index in the name of a finished part; `None` for another file.
fn place_of(path: &Path) -> Option<usize> {
    let name = path.file_name()?.to_str()?;
    name.strip_suffix(".parquet")?.split_once('-')?.0.parse().ok()
}

/// All files of a folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    let entries = fs::read_dir(folder).map_err(at(folder))?;
    entries.map(|entry| Ok(entry.map_err(at(folder))?.path())).collect()
}

/// Writes a file so that it exists completely or not at all.
fn keep(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let unfinished = path.with_extension("tmp");
    let mut file = File::create(&unfinished).map_err(at(&unfinished))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(at(&unfinished))?;
    fs::rename(&unfinished, path).map_err(at(path))
}

/// Some scenarios of a grid with their numbers, as a Parquet file with one row group.
fn encoded(grid: &Grid, range: &Range<u64>, print: &str) -> Result<Vec<u8>, FileError> {
    let numbers = range.clone().map(|number| i64::try_from(number).unwrap_or(i64::MAX));
    let scenarios = grid.scenarios(numbers).expect("the parts of a grid have scenarios of it");
    let evaluator: &Evaluator = grid.evaluator();
    let evaluated = evaluator.evaluate(&scenarios).map_err(FileError::Table)?;
    let said = |key: &str, text: String| KeyValue::new(said_as(key), text);
    let about = vec![
        said("version", env!("CARGO_PKG_VERSION").to_owned()),
        said("scenario", grid.link()),
        said("count", grid.count().to_string()),
        said(GRID, print.to_owned()),
    ];
    let properties = properties().set_key_value_metadata(Some(about)).build();
    let memory = |error| FileError::Parquet(PathBuf::new(), error);
    let mut writer =
        ArrowWriter::try_new(Vec::new(), evaluated.schema(), Some(properties)).map_err(memory)?;
    writer.write(&evaluated).map_err(memory)?;
    writer.into_inner().map_err(memory)
}

fn properties() -> parquet::file::properties::WriterPropertiesBuilder {
    WriterProperties::builder()
        .set_created_by(format!("token-factory version {}", env!("CARGO_PKG_VERSION")))
        .set_compression(Compression::SNAPPY)
        // A part is one row group, however many rows it has.
        .set_max_row_group_row_count(None)
}

/// Turns an I/O error into a fault that names its file.
fn at(path: &Path) -> impl Fn(io::Error) -> FileError + use<> {
    let path = path.to_owned();
    move |error| FileError::Io(path.clone(), error)
}

/// Why a sweep is not written.
#[derive(Debug)]
pub enum FileError {
    /// Another file already exists.
    Exists(PathBuf),
    /// Another run holds the folder of its parts.
    Busy(PathBuf),
    /// The folder has parts of another sweep.
    Other(PathBuf),
    /// A file cannot be read or written.
    Io(PathBuf, io::Error),
    /// A file is not Parquet.
    Parquet(PathBuf, ParquetError),
    /// A scenario cannot be evaluated.
    Table(TableError),
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exists(path) => {
                write!(
                    f,
                    "{} is there already and was left as it is. Delete it, or name another file.",
                    path.display()
                )
            }
            Self::Busy(folder) => {
                write!(f, "Another run is writing to {}. Wait for it to end.", folder.display())
            }
            Self::Other(folder) => write!(
                f,
                "{} has parts of another grid, or of another version of this program. Delete it, or name another file.",
                folder.display()
            ),
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Parquet(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Table(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for FileError {}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    fn grid(loads: usize) -> Grid {
        Grid::read(&format!(
            "out = [\"profit.profit\", \"plan.gpu\"]\nrows_per_part = 1000\n[[axis]]\nlever = \"gpu\"\n\
             values = [\"gb300\", \"tpu7x\"]\n[[axis]]\nlever = \"load\"\nfrom = 10\nto = 90\nsteps = {loads}"
        ))
        .unwrap()
    }

    /// A separate folder for a test.
    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("token-factory-table-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_file_has_every_scenario_in_order_with_what_evaluating_it_gives() {
        let folder = folder("order");
        let (path, grid) = (folder.join("all.parquet"), grid(1250));
        let mut seen = Vec::new();
        let done = write(&grid, &path, 2, |progress| seen.push(progress.done)).unwrap();
        assert_eq!(done, Progress { done: 2500, found: 0, of: 2500 });
        assert!(seen.is_sorted() && seen.last() == Some(&2500), "{seen:?}");
        let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(&path).unwrap()).unwrap();
        assert_eq!(builder.metadata().num_row_groups(), 3);
        assert_eq!(builder.schema().fields(), grid.schema().unwrap().fields());
        let about = builder.metadata().file_metadata().key_value_metadata().unwrap();
        assert!(
            about.iter().any(|it| it.key == "token-factory.count" && it.value.as_deref() == Some("2500"))
        );
        let read = builder.with_batch_size(2500).build().unwrap().next().unwrap().unwrap();
        let expected = grid.evaluator().evaluate(&grid.scenarios(0..2500).unwrap()).unwrap();
        assert_eq!(read.columns(), expected.columns());
        assert!(!parts_folder(&path).exists());
        // An existing file is not computed again, and never overwritten.
        let bytes = fs::read(&path).unwrap();
        assert_eq!(write(&grid, &path, 2, |_| {}).unwrap().found, 2500);
        let said = write(&self::grid(1251), &path, 2, |_| {}).unwrap_err().to_string();
        assert!(said.contains("is there already"), "{said}");
        assert_eq!(fs::read(&path).unwrap(), bytes);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn threads_and_what_was_left_change_no_byte() {
        let folder = folder("bytes");
        let grid = grid(3000);
        let written = |name: &str, threads: usize| {
            let path = folder.join(name);
            let done = write(&grid, &path, threads, |_| {}).unwrap();
            (done.found, fs::read(path).unwrap())
        };
        let (_, expected) = written("one.parquet", 1);
        assert_eq!(written("four.parquet", 4), (0, expected.clone()));
        // An earlier run that ended in the middle: some parts are kept, one is damaged, one was being written.
        let parts = parts_folder(&folder.join("again.parquet"));
        let kept = Parts::open(&parts, &fingerprint(&grid)).unwrap();
        for place in [1, 2, 4] {
            kept.part(&grid, place, &grid.parts().nth(place).unwrap()).unwrap();
        }
        drop(kept);
        fs::write(parts.join("000000003.tmp"), "PAR1 half a pa").unwrap();
        let damaged = fs::read_dir(&parts).unwrap().map(|entry| entry.unwrap().path());
        let damaged = damaged.into_iter().find(|path| path.to_string_lossy().contains("000000002-")).unwrap();
        let mut bytes = fs::read(&damaged).unwrap();
        bytes[100] ^= 1;
        fs::write(&damaged, bytes).unwrap();
        assert_eq!(written("again.parquet", 2), (2000, expected));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn parts_of_another_grid_and_of_a_running_one_are_left_alone() {
        let folder = folder("others");
        let path = folder.join("some.parquet");
        let held = Parts::open(&parts_folder(&path), &fingerprint(&grid(1250))).unwrap();
        let said = write(&grid(1250), &path, 1, |_| {}).unwrap_err().to_string();
        assert!(said.contains("Another run is writing"), "{said}");
        drop(held);
        let said = write(&grid(1251), &path, 1, |_| {}).unwrap_err().to_string();
        assert!(said.contains("parts of another grid"), "{said}");
        assert!(!path.exists());
        write(&grid(1250), &path, 1, |_| {}).unwrap();
        // Ended between moving the file into place and removing the folder: the next run finishes that.
        drop(Parts::open(&parts_folder(&path), &fingerprint(&grid(1250))).unwrap());
        assert_eq!(write(&grid(1250), &path, 1, |_| {}).unwrap().found, 2500);
        assert!(!parts_folder(&path).exists());
        let said =
            write(&grid(1250), &folder.join("nowhere/some.parquet"), 1, |_| {}).unwrap_err().to_string();
        assert!(said.contains("some.parquet.parts: No such file"), "{said}");
        fs::remove_dir_all(folder).unwrap();
    }
}
