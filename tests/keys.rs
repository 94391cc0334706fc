//! `docs/keys.md` is a reading of the tables of keys. This writes it, and fails when it is not
//! current.

use std::{env, fs, path::Path};

use blackstart::ui::{
    keymap::{Binding, Table, tables},
    library, modals, replay, room,
};

/// Set, it lets the test write the page rather than look at it.
const WRITE_VARIABLE: &str = "BLACKSTART_WRITE_DOCS";

const INTRODUCTION: &str = "\
# Keys

`just keys` writes this page from the tables that the program itself reads.

The first key of a row is the one that the bottom line of the screen names; the others do the same.
`?` lists the keys of a screen and `:` finds an action by its words. A key that cannot act says why.
What is open over a screen hears every key first.
";

/// What no table has, since it is not an action.
const BESIDE: &str = "
## Numbers and texts

Where rows are numbered, `1` to `9` take one. In a text, letters write and a paste goes in as one
line; `←`, `→`, `Home` or `Ctrl-a` and `End` or `Ctrl-e` move; `Backspace` and `Delete` take away a
letter, `Ctrl-w` the word before, `Ctrl-u` all before and `Ctrl-k` all behind.
";

#[test]
fn the_page_of_keys_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/keys.md");
    if env::var_os(WRITE_VARIABLE).is_some() {
        fs::write(&path, page()).expect("it can be written");
    }
    let read = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        read == page(),
        "docs/keys.md is not what the tables of keys say; \
         `{WRITE_VARIABLE}=1 cargo test --test keys` writes it anew"
    );
}

fn page() -> String {
    let everywhere = [Table::new("On every screen", tables::EVERYWHERE)];
    let all = tables::SCREENS
        .iter()
        .chain(&everywhere)
        .chain(modals::TABLES);
    let library: String = library::keys::TABLES.iter().map(section).collect();
    let sections: String = all.map(section).collect();
    let replay: String = replay::keys::TABLES.iter().map(section).collect();
    let room: String = room::keys::TABLES.iter().map(section).collect();
    format!("{INTRODUCTION}{library}{sections}{room}{replay}{BESIDE}")
}

fn section<H>(table: &Table<H>) -> String {
    let Table { name, rows } = table;
    let rows: String = rows.iter().map(row::<H>).collect();
    format!("\n## {name}\n\n| keys | name | what they do |\n| --- | --- | --- |\n{rows}")
}

fn row<H>(binding: &Binding<H>) -> String {
    let keys: Vec<_> = binding.keys.iter().map(|key| format!("`{key}`")).collect();
    let Binding { label, help, .. } = binding;
    format!("| {} | {label} | {help} |\n", keys.join(" "))
}
