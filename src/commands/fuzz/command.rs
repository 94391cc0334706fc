//! The course of the command: play, look for what was missed, tell.

use super::{
    super::{Streams, complain, run},
    json, progress,
    text::text,
};
use crate::{
    args::{Fuzz, ListFormat},
    error::Error,
    exercise::event::Source,
    fuzz::{batch::Batch, finding::Finding, item::Item, item::Items, plan::Plan, whole::Fuzzed},
    harmless,
    scenario::{
        Ix, Place, Problem,
        model::{Choice, Decision},
        place::id_span,
    },
    shell::{
        crew::share_out,
        folder::{DataFolder, ScenarioFile},
        interrupt::Interrupt,
    },
};

/// How many playthroughs are one piece of work.
const PIECE: u64 = 250;

/// What was asked for, and of whom.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    /// The scenario, as the call has it.
    pub(super) given: &'a str,
    pub(super) file: &'a ScenarioFile,
    pub(super) runs: u64,
    pub(super) seed: u64,
}

impl Asked<'_> {
    /// Where an option stands: the file, the line and the column.
    pub(super) fn place(&self, decision: Ix<Decision>, choice: Ix<Choice>) -> String {
        let text = &self.file.text;
        let (row, option) = (decision.position(), Some(choice.position()));
        let span = id_span(text, "decisions", row, option).unwrap_or(0..0);
        let Place { line, column } = Place::of(text, span.start);
        format!("{}:{line}:{column}", harmless::line(&self.file.origin))
    }
}

/// Plays every scenario. One that cannot be played is told, and the others are played all the same.
pub(crate) fn fuzz(args: Fuzz, folder: &DataFolder, streams: &mut Streams) -> Result<u8, Error> {
    let interrupt = Interrupt::listen().map_err(Error::Signals)?;
    let mut told = Vec::new();
    let mut code = 0;
    for given in &args.scenarios {
        if interrupt.has_come() {
            break;
        }
        match fuzz_one(given, &args, folder, &interrupt, streams) {
            Ok(tells) => {
                code = code.max(u8::from(tells.has_findings));
                told.push(tells);
            }
            Err(error) => code = code.max(complain(&error, streams)),
        }
    }
    if args.format == ListFormat::Json {
        let told: Vec<_> = told.iter().map(|it| &it.json).collect();
        streams.write(json::document(&told).as_bytes())?;
    }
    Ok(code)
}

/// What is told of one scenario.
struct Tells {
    has_findings: bool,
    json: serde_json::Value,
}

fn fuzz_one(
    given: &str,
    args: &Fuzz,
    folder: &DataFolder,
    interrupt: &Interrupt,
    streams: &mut Streams,
) -> Result<Tells, Error> {
    let (file, scenario) = run::playable(folder, given)?;
    let plan = Plan::of(&scenario).ok_or_else(|| Error::Argument {
        given: given.to_owned(),
        why: "it has more rows than can be numbered together".to_owned(),
        hint: Some("Split it into several scenarios.".to_owned()),
    })?;
    let items = Items::of(&scenario);
    let asked = Asked {
        given,
        file: &file,
        runs: args.runs,
        seed: args.seed,
    };
    let batch = play(&plan, &items, &asked, interrupt);
    let fuzzed = Fuzzed::of(&plan, items, batch, args.seed, &|| interrupt.has_come());
    let problems: Vec<_> = fuzzed
        .findings
        .iter()
        .map(|finding| problem(finding, &file.text))
        .collect();
    match args.format {
        ListFormat::Text => {
            streams.write(text(&asked, &fuzzed, &problems).as_bytes())?;
        }
        ListFormat::Json => {}
    }
    Ok(Tells {
        has_findings: !problems.is_empty(),
        json: json::value(&asked, &fuzzed, &problems),
    })
}

/// Plays at random on all cores. The order in which the pieces are done changes nothing.
fn play(plan: &Plan<'_>, items: &Items, asked: &Asked<'_>, interrupt: &Interrupt) -> Batch {
    let n_pieces = asked.runs.div_ceil(PIECE);
    let mut progress = progress::Progress::of(asked.given, asked.runs);
    let work = |piece: usize| {
        let from = piece as u64 * PIECE;
        let to = (from + PIECE).min(asked.runs);
        Batch::play(plan, items, (from..to).map(|n| asked.seed.wrapping_add(n)))
    };
    let batches = share_out(
        usize::try_from(n_pieces).expect("up to a million playthroughs"),
        &|| interrupt.has_come(),
        &work,
        |n_done| progress.show(n_done as u64 * PIECE),
    );
    progress.clear();
    let mut all = Batch::none(items);
    for batch in batches {
        all.add(batch);
    }
    all
}

/// A finding as a problem at its words in the file.
fn problem(finding: &Finding, text: &str) -> Problem {
    let (list, row, option) = match finding.item {
        Item::PhaseBegun(it) | Item::PhaseSkipped(it) => ("phases", it.position(), None),
        Item::InjectDelivered(it)
        | Item::InjectSkipped(it)
        | Item::Drawn {
            source: Source::Inject(it),
            ..
        } => ("injects", it.position(), None),
        Item::DecisionOpened(it) | Item::DecisionSkipped(it) | Item::NothingToChoose(it) => {
            ("decisions", it.position(), None)
        }
        Item::OptionOffered(decision, it)
        | Item::OptionTaken(decision, it)
        | Item::OutcomeLanded(decision, it)
        | Item::Drawn {
            source: Source::Outcome(decision, it),
            ..
        } => ("decisions", decision.position(), Some(it.position())),
        Item::TaskBegun(it) | Item::TaskSkipped(it) | Item::TaskDone(it) => {
            ("tasks", it.position(), None)
        }
        Item::ClaimJudged(it) => ("claims", it.position(), None),
        Item::ObjectiveMet(it) => ("objectives", it.position(), None),
        Item::EndingReached(it) => ("endings", it.position(), None),
    };
    let span = id_span(text, list, row, option).unwrap_or(0..0);
    Problem::error(finding.code, span, &finding.message).maybe_hint(finding.hint.clone())
}
