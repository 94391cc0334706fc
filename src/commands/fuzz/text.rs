//! What was found out, for people.

use std::fmt::Write;

use super::command::Asked;
use crate::{
    exercise::event::EndReason,
    fuzz::{
        extreme::Extreme,
        finding::grouped,
        item::Item,
        path::Path,
        spread::{Bar, Spread},
        whole::Fuzzed,
        witness::Mix,
    },
    harmless,
    rehearsal::Policy,
    report::spoken,
    scenario::{HasId, Problem, Scenario, Span, model::Trigger},
};

/// The widest bar, in columns.
const WIDEST: u64 = 40;

/// How many rare things are told.
const MOST_RARE: usize = 20;

/// All of it.
pub(super) fn text(asked: &Asked<'_>, fuzzed: &Fuzzed<'_>, problems: &[Problem]) -> String {
    let mut out = Page(String::new());
    out.head(asked, fuzzed);
    out.endings(fuzzed);
    out.spreads(fuzzed);
    out.coverage(fuzzed);
    out.rare(asked, fuzzed);
    out.dying(asked, fuzzed);
    out.extreme("Best path", &fuzzed.best, asked, fuzzed.scenario);
    out.extreme("Worst path", &fuzzed.worst, asked, fuzzed.scenario);
    out.findings(asked, fuzzed, problems);
    out.0
}

struct Page(String);

impl Page {
    fn line(&mut self, line: impl AsRef<str>) {
        self.0.push_str(line.as_ref().trim_end());
        self.0.push('\n');
    }

    fn title(&mut self, title: &str) {
        self.line("");
        self.line(title);
    }

    fn head(&mut self, asked: &Asked<'_>, fuzzed: &Fuzzed<'_>) {
        let scenario = fuzzed.scenario;
        let n_plays = fuzzed.batch.plays.len() as u64;
        let title = harmless::line(&scenario.title);
        self.line(format!("EXERCISE ONLY · {} · {title}", scenario.id));
        let cut_short = if fuzzed.is_cut_short {
            format!(" of {} (cut short)", grouped(asked.runs))
        } else {
            String::new()
        };
        let searched = grouped(fuzzed.searched.n_plays);
        self.line(format!(
            "{}{cut_short} random playthroughs from seed {} on; {searched} more looked for what \
             they missed",
            grouped(n_plays),
            asked.seed,
        ));
    }

    fn endings(&mut self, fuzzed: &Fuzzed<'_>) {
        let mixes = fuzzed.mixes();
        let n_plays: u64 = mixes.iter().sum();
        let shown: Vec<_> = Mix::ALL
            .into_iter()
            .filter(|mix| mixes[*mix as usize] > 0)
            .collect();
        self.title("Endings, by how good the answers were");
        let mut head = format!("  {:<42}{:>9}", "", "all");
        let mut plays = format!("  {:<42}{:>9}", "playthroughs", grouped(n_plays));
        for mix in &shown {
            let _ = write!(head, "{:>9}", word(*mix));
            let _ = write!(plays, "{:>9}", grouped(mixes[*mix as usize]));
        }
        self.line(head);
        self.line(plays);
        for (ending, row) in fuzzed.scenario.endings.entries() {
            let reached = fuzzed.endings(ending);
            let name = format!("{} ({})", row.id, spoken::outcome(row.outcome));
            let mut line = format!("  {name:<42}{:>9}", share(reached.iter().sum(), n_plays));
            for mix in &shown {
                let of = mixes[*mix as usize];
                let _ = write!(line, "{:>9}", share(reached[*mix as usize], of));
            }
            self.line(line);
        }
        let by_clock = |why| why == EndReason::Length;
        let plays = &fuzzed.batch.plays;
        let n = plays.iter().filter(|it| by_clock(it.why)).count() as u64;
        if n > 0 {
            let n_of_all = format!("{} ({})", grouped(n), share(n, n_plays));
            self.line(format!(
                "  {n_of_all} were ended by the clock, with the length up"
            ));
        }
    }

    fn spreads(&mut self, fuzzed: &Fuzzed<'_>) {
        let n_plays = fuzzed.batch.plays.len();
        let as_time = |minutes: f64| duration(minutes);
        let as_number = |bad: f64| format!("{bad:.1}").trim_end_matches(".0").to_owned();
        if let Some(spread) = fuzzed.bad_minutes() {
            self.spread("Bad minutes", &spread, n_plays, as_number);
        }
        if let Some(spread) = fuzzed.times_to_mitigate() {
            self.spread("Time to mitigate", &spread, n_plays, as_time);
        }
        if let Some(spread) = fuzzed.durations() {
            self.spread("Duration", &spread, n_plays, as_time);
        }
        let mixes = fuzzed.mixes();
        let legend = Mix::ALL.into_iter().filter(|mix| mixes[*mix as usize] > 0);
        let legend: Vec<_> = legend
            .map(|mix| format!("{} {}", glyph(mix), word(mix)))
            .collect();
        self.line("");
        self.line(format!("  answers: {}", legend.join("   ")));
    }

    fn spread(
        &mut self,
        title: &str,
        spread: &Spread,
        n_plays: usize,
        tell: impl Fn(f64) -> String,
    ) {
        let missing = (n_plays - spread.n) as u64;
        let missing = match missing {
            0 => String::new(),
            n => format!(", never in {} ({})", grouped(n), share(n, n_plays as u64)),
        };
        self.title(title);
        self.line(format!(
            "  {} to {}, median {}, eight in ten from {} to {}{missing}",
            tell(spread.min),
            tell(spread.max),
            tell(spread.median),
            tell(spread.p10),
            tell(spread.p90),
        ));
        let most = spread.bars.iter().map(Bar::n).max().unwrap_or(1).max(1);
        for (at, bar) in spread.bars.iter().enumerate() {
            let is_empty = |at: usize| spread.bars.get(at).is_some_and(|bar| bar.n() == 0);
            match (is_empty(at), at > 0 && is_empty(at - 1), is_empty(at + 1)) {
                // A long gap is told once.
                (true, true, _) => {}
                (true, false, true) => self.line(format!("  {:>9}", "...")),
                (true, false, false) | (false, ..) => {
                    let (from, n) = (tell(bar.from), grouped(bar.n()));
                    self.line(format!("  {from:>9}  {:<40}  {n:>9}", drawn(bar, most)));
                }
            }
        }
    }

    fn coverage(&mut self, fuzzed: &Fuzzed<'_>) {
        let scenario = fuzzed.scenario;
        self.title("Coverage, by all playthroughs");
        let mut row = |what: &str, items: Vec<Item>, did: &str| {
            let n_came = items.iter().filter(|item| fuzzed.came(**item)).count();
            if !items.is_empty() {
                self.line(format!(
                    "  {what:<12}{n_came:>4} of {:<4} {did}",
                    items.len()
                ));
            }
        };
        let phases = scenario.phases.indices().map(Item::PhaseBegun);
        row("phases", phases.collect(), "begun");
        let injects = scenario.injects.indices().map(Item::InjectDelivered);
        let due = |item: &Item| fuzzed.is_due(*item);
        row("injects", injects.filter(due).collect(), "delivered");
        let decisions = scenario.decisions.indices().map(Item::DecisionOpened);
        row("decisions", decisions.collect(), "asked for");
        let options = scenario.decisions.entries().flat_map(|(decision, row)| {
            let choices = row.options.indices();
            choices.map(move |choice| Item::OptionTaken(decision, choice))
        });
        row("options", options.collect(), "taken");
        let tasks = scenario.tasks.indices().map(Item::TaskDone);
        row("tasks", tasks.collect(), "done");
        let claims = scenario.claims.indices().map(Item::ClaimJudged);
        row(
            "claims",
            claims.filter(due).collect(),
            "confirmed or refuted",
        );
        let objectives = scenario.objectives.indices().map(Item::ObjectiveMet);
        row("objectives", objectives.filter(due).collect(), "met");
        let drawn = fuzzed.items.iter();
        let drawn = drawn.filter(|item| matches!(item, Item::Drawn { .. }));
        row("luck", drawn.filter(due).collect(), "sides drawn");
        let endings = scenario.endings.indices().map(Item::EndingReached);
        row("endings", endings.collect(), "reached");
        let injects = scenario.injects.iter();
        let n_held = injects.filter(|row| row.when == Trigger::Held).count();
        if n_held > 0 {
            self.line(format!(
                "  held ready  {n_held:>4}         for the facilitator's hand"
            ));
        }
    }

    fn rare(&mut self, asked: &Asked<'_>, fuzzed: &Fuzzed<'_>) {
        let rare: Vec<_> = fuzzed.rare().collect();
        if rare.is_empty() {
            return;
        }
        self.title("Never at random, but there is a way");
        let n_rare = rare.len();
        for same_way in rare[..n_rare.min(MOST_RARE)].chunk_by(|a, b| a.path == b.path) {
            for found in same_way {
                self.line(format!("  {}", name(fuzzed.scenario, found.item)));
            }
            self.way(same_way[0].path.as_ref(), asked, fuzzed.scenario);
        }
        if let Some(n_more) = n_rare.checked_sub(MOST_RARE).filter(|n| *n > 0) {
            self.line(format!("  and {n_more} more; `--format json` tells all"));
        }
    }

    fn way(&mut self, path: Option<&Path>, asked: &Asked<'_>, scenario: &Scenario) {
        match path {
            Some(path) => {
                let command = path.command(scenario, asked.given);
                self.line(format!("    {}", harmless::line(&command)));
            }
            None => self.line("    where an answer is left open that cannot be given in time"),
        }
    }

    fn dying(&mut self, asked: &Asked<'_>, fuzzed: &Fuzzed<'_>) {
        let dying = &fuzzed.dying;
        if dying.n == 0 {
            return;
        }
        let n_plays = fuzzed.batch.plays.len() as u64;
        let n = dying.n as u64;
        self.title(&format!(
            "{} playthroughs ({}) die away: nothing happens in the last third of the length",
            grouped(n),
            share(n, n_plays)
        ));
        for (decision, choice) in &dying.after {
            let row = &fuzzed.scenario.decisions[*decision];
            let option = row.options[*choice].id();
            let place = asked.place(*decision, *choice);
            self.line(format!("  always after {}.{option} ({place})", row.id));
        }
        let first = dying.first.map(|seed| Path::of(Policy::Random, seed));
        if let Some(first) = first {
            self.way(Some(&first), asked, fuzzed.scenario);
        }
    }

    fn extreme(&mut self, title: &str, extreme: &Extreme, asked: &Asked<'_>, scenario: &Scenario) {
        let finish = &extreme.finish;
        let ending = finish.ending.map(|ending| scenario.endings[ending].id());
        let bad = finish.bad_minutes;
        let bad = bad.map_or_else(String::new, |bad| format!("{bad:.1} bad minutes, "));
        self.title(&format!(
            "{title}: {bad}{} at {}",
            ending.unwrap_or("no ending"),
            finish.at
        ));
        let command = extreme.path.command(scenario, asked.given);
        self.line(format!("  {}", harmless::line(&command)));
    }

    fn findings(&mut self, asked: &Asked<'_>, fuzzed: &Fuzzed<'_>, problems: &[Problem]) {
        self.line("");
        let origin = harmless::line(&asked.file.origin);
        for (problem, finding) in problems.iter().zip(&fuzzed.findings) {
            self.0.push_str(&problem.render(&origin, &asked.file.text));
            if let Some(path) = &finding.way {
                self.way(Some(path), asked, fuzzed.scenario);
            }
            self.line("");
        }
        for finding in &fuzzed.not_yet {
            self.line(format!("so far {}", finding.message));
        }
        let cut_short = if fuzzed.is_cut_short {
            "cut short; "
        } else {
            ""
        };
        let findings = match (problems.len(), fuzzed.not_yet.len()) {
            (0, 0) => "everything in it can happen".to_owned(),
            (0, _) => "nothing is found that cannot happen".to_owned(),
            (1, _) => "1 finding".to_owned(),
            (n, _) => format!("{n} findings"),
        };
        self.line(format!("{}: {cut_short}{findings}", fuzzed.scenario.id));
    }
}

/// What came to be, in words.
fn name(scenario: &Scenario, item: Item) -> String {
    let option = |decision, choice| {
        let row: &crate::scenario::model::Decision = &scenario.decisions[decision];
        format!("{}.{}", row.id, row.options[choice].id)
    };
    match item {
        Item::PhaseBegun(it) | Item::PhaseSkipped(it) => {
            format!("the phase {} begins", scenario.phases[it].id)
        }
        Item::InjectDelivered(it) | Item::InjectSkipped(it) => {
            format!("the inject {} is delivered", scenario.injects[it].id)
        }
        Item::DecisionOpened(it) | Item::DecisionSkipped(it) | Item::NothingToChoose(it) => {
            format!("the decision {} is asked for", scenario.decisions[it].id)
        }
        Item::OptionOffered(decision, choice) => {
            format!("the option {} can be had", option(decision, choice))
        }
        Item::OptionTaken(decision, choice) => {
            format!("the option {} is taken", option(decision, choice))
        }
        Item::OutcomeLanded(decision, choice) => {
            format!("the outcome of {} lands", option(decision, choice))
        }
        Item::TaskBegun(it) | Item::TaskSkipped(it) => {
            format!("the task {} begins", scenario.tasks[it].id)
        }
        Item::TaskDone(it) => format!("the task {} is done", scenario.tasks[it].id),
        Item::ClaimJudged(it) => {
            format!(
                "the claim {} is confirmed or refuted",
                scenario.claims[it].id
            )
        }
        Item::ObjectiveMet(it) => format!("the objective {} is met", scenario.objectives[it].id),
        Item::Drawn { source, index, hit } => {
            use crate::exercise::event::Source;
            let of = match source {
                Source::Inject(it) => scenario.injects[it].id.clone(),
                Source::Outcome(decision, choice) => option(decision, choice),
            };
            let side = if hit { "first" } else { "second" };
            format!(
                "the {side} list of Chance number {} of {of} is drawn",
                index + 1
            )
        }
        Item::EndingReached(it) => {
            format!("the ending {} is reached", scenario.endings[it].id)
        }
    }
}

fn word(mix: Mix) -> &'static str {
    match mix {
        Mix::Good => "good",
        Mix::Mixed => "mixed",
        Mix::Poor => "poor",
        Mix::Unrated => "unrated",
    }
}

fn glyph(mix: Mix) -> char {
    match mix {
        Mix::Good => '█',
        Mix::Mixed => '▓',
        Mix::Poor => '░',
        Mix::Unrated => '▒',
    }
}

/// A bar whose parts are as long as there are plays of each kind, one column at least.
fn drawn(bar: &Bar, most: u64) -> String {
    let (mut so_far, mut drawn) = (0, String::new());
    for mix in Mix::ALL {
        let before = columns(so_far, most);
        so_far += bar.plays[mix as usize];
        let columns = columns(so_far, most) - before;
        drawn.extend((0..columns).map(|_| glyph(mix)));
    }
    if drawn.is_empty() && so_far > 0 {
        "▏".to_owned()
    } else {
        drawn
    }
}

fn columns(n: u64, most: u64) -> u64 {
    (n * WIDEST + most / 2) / most
}

/// `12.3 %`, in words where it would round to nothing.
#[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
fn share(n: u64, of: u64) -> String {
    let percent = n as f64 * 100.0 / of as f64;
    match (n, of) {
        (_, 0) => "-".to_owned(),
        (0, _) => "never".to_owned(),
        _ if percent < 0.1 => "< 0.1 %".to_owned(),
        _ => format!("{percent:.1} %"),
    }
}

/// `7h 20m`, to the second below an hour.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "minutes of an exercise"
)]
fn duration(minutes: f64) -> String {
    let seconds = (minutes * 60.0).round() as u64;
    let seconds = if seconds >= 3600 {
        (seconds + 30) / 60 * 60
    } else {
        seconds
    };
    Span::from_ms(seconds * 1000).to_string()
}
