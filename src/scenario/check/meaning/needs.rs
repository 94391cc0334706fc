//! Services that need each other round a loop.

use std::collections::HashSet;

use crate::scenario::{
    check::{
        heap::Heap,
        names::{Kind, Names},
        words::{loop_of, quoted},
    },
    code::Code,
    outline::At,
    problem::Problem,
};

/// Finds each loop once, by walking down from every service.
pub(super) fn judge(whole: At<'_>, names: &Names, heap: &mut Heap) {
    let services: Vec<At<'_>> = whole.rows("services").collect();
    let needs: Vec<Vec<(usize, At<'_>)>> =
        services.iter().map(|row| needs_of(*row, names)).collect();
    let mut is_done = vec![false; services.len()];
    for first in 0..services.len() {
        if is_done[first] {
            continue;
        }
        is_done[first] = true;
        // The way down from the first: each service with how many of its needs were followed.
        let mut way = vec![(first, 0)];
        let mut is_on_way = HashSet::from([first]);
        while let Some((row, n_followed)) = way.last_mut() {
            let Some((need, at)) = needs[*row].get(*n_followed).copied() else {
                is_on_way.remove(row);
                way.pop();
                continue;
            };
            *n_followed += 1;
            if is_on_way.contains(&need) {
                let members = way.iter().map(|(row, _)| *row);
                let members = members.skip_while(|row| *row != need);
                heap.note(round(&services, members, at));
            } else if !is_done[need] {
                is_done[need] = true;
                is_on_way.insert(need);
                way.push((need, 0));
            }
        }
    }
}

/// The services that one needs, by their positions, and where it says so.
fn needs_of<'a>(service: At<'a>, names: &Names) -> Vec<(usize, At<'a>)> {
    let needs = service.rows("needs");
    needs
        .filter_map(|at| {
            let name = names.get(&at.string()?)?;
            (name.kind == Kind::Service).then_some((name.position, at))
        })
        .collect()
}

fn round(services: &[At<'_>], members: impl Iterator<Item = usize>, at: At<'_>) -> Problem {
    let ids = members.map(|row| services[row].get("id").and_then(At::string));
    // More than are shown are not needed.
    let ids: Vec<_> = ids.take(10).flatten().map(|id| quoted(&id)).collect();
    let message = format!("services need each other round a loop: {}", loop_of(&ids));
    let hint = "Take one of these needs out.";
    Problem::error(Code::NeedsLoop, at.span(), message).hint(hint)
}
