//! What offices, bodies and countries are called beside their names: the Secretary, the Church, our Nation.

use super::super::lexicon;
use super::super::names::Name;
use super::Resolver;
use crate::document::EntityType;
use crate::language::WordClass;
use crate::language::nouns::Noun;
use crate::names::countries;
use crate::text::Token;

impl Resolver<'_> {
    /// Learns who holds which office, in the words that stand beside the names.
    pub(super) fn learn_offices(&mut self) {
        for name in 0..self.clusters.names.len() {
            let mut offices: Vec<String> = self.office_behind(name).into_iter().collect();
            if let Some((office, words)) = self.office(name) {
                // A capital tells nothing at the head of a sentence: So Secretary Okoro left.
                let first = self.clusters.names[name].first - words;
                let opens = first == self.page.sentences[self.page.tokens[first].sentence].start;
                let rest = office.split_once(' ').filter(|_| opens);
                offices.extend(rest.map(|(_, rest)| rest.to_string()));
                offices.push(office);
            }
            for office in offices {
                let holder = self.offices.entry(office).or_default();
                holder.add(self.clusters.of[name]);
            }
        }
    }

    /// The office that stands before a name, or opens it, in capitals, and how many words it has: `prime minister`, 2.
    fn office(&self, name: usize) -> Option<(String, usize)> {
        let at = self.clusters.names[name].first;
        let mut words: Vec<&str> = (1..=4)
            .map_while(|back| self.page.near(at, -back))
            .take_while(|token| {
                token.is_capitalised() && token.name.is_none_or(|other| other == name)
            })
            .take_while(|token| {
                // On Monday Prime Minister Okoro left.
                !lexicon::ends_date(token)
                    && !token.is(WordClass::Preposition)
                    && !token.is(WordClass::Conjunction)
                    && token.lower != "the"
            })
            .map(|token| &*token.lower)
            .collect();
        words.reverse();
        is_office(&words).then(|| (words.join(" "), words.len()))
    }

    /// The office that a name is told by: `Anna Okoro, President of the republic`.
    fn office_behind(&self, name: usize) -> Option<String> {
        let last = self.clusters.names[name].last;
        if self.page.near(last, 1)?.text != "," {
            return None;
        }
        let words: Vec<&str> = (2..=5)
            .map_while(|ahead| self.page.near(last, ahead))
            .take_while(|token| token.is_capitalised() && token.name.is_none())
            .map(|token| &*token.lower)
            .collect();
        is_office(&words).then(|| words.join(" "))
    }

    /// Gives to whom they mean what the model took for names of their own: the Nation, the Vice President.
    pub(super) fn common_names(&mut self) {
        let mut moved = false;
        for name in 0..self.clusters.names.len() {
            let entity = self.clusters.of[name];
            let entity_type = self.clusters.clusters[entity].entity_type;
            if let Some(other) = self.common_name(name, entity_type) {
                moved |= other != entity;
                self.clusters.of[name] = other;
                self.clusters.names[name].common = true;
            }
        }
        if moved {
            for cluster in &mut self.clusters.clusters {
                cluster.names.clear();
            }
            for (name, &entity) in self.clusters.of.iter().enumerate() {
                self.clusters.clusters[entity].names.push(name);
            }
        }
    }

    /// Whom a name means that is only the word for what it names.
    fn common_name(&self, name: usize, entity_type: EntityType) -> Option<usize> {
        let Name { first, last, .. } = self.clusters.names[name];
        let own = |token: &&Token| token.name == Some(name);
        let before = (1..=3)
            .filter_map(|back| self.page.near(first, -back))
            .take_while(own)
            .count();
        let opens = first - before;
        let article = self.page.near(opens, -1)?;
        let words = &self.page.tokens[opens..=last];
        match (entity_type, &*article.lower) {
            (EntityType::Org | EntityType::Loc, "the" | "our" | "this") => {
                let nation = words.len() == 1 && words[0].lower == "nation";
                nation.then_some(self.country).flatten()
            }
            (EntityType::Per, "the" | "this") => {
                let words: Vec<&str> = words.iter().map(|token| &*token.lower).collect();
                self.offices.get(&words.join(" "))?.get()
            }
            _ => None,
        }
    }

    /// Learns what organisations and places are called, and which country the text is about.
    pub(super) fn kinds_and_country(&mut self) {
        let mut countries: Vec<(usize, usize)> = Vec::new();
        for (entity, cluster) in self.clusters.clusters.iter().enumerate() {
            if !matches!(cluster.entity_type, EntityType::Org | EntityType::Loc) {
                continue;
            }
            for &name in cluster.names.iter().take(32) {
                let words = &self.clusters.names[name].words;
                let head = match &words[..] {
                    [head, of, _, ..] if matches!(of.as_str(), "of" | "for") => head,
                    [_, .., head] => head,
                    _ => continue,
                };
                let key = (cluster.entity_type, head.clone());
                self.kinds.entry(key).or_default().add(entity);
            }
            if self.is_country(entity) {
                countries.push((cluster.names.len(), entity));
            }
        }
        countries.sort_by_key(|&(count, entity)| (std::cmp::Reverse(count), entity));
        self.country = match countries[..] {
            [(count, country), ref rest @ ..] if count >= 2 => {
                let next = rest.first().map_or(0, |&(count, _)| count);
                (count >= 2 * next).then_some(country)
            }
            _ => None,
        };
    }

    /// True for a place that may be called by the noun: only a country is one, and it is no city.
    pub(super) fn may_be(&self, place: usize, noun: &str) -> bool {
        match noun {
            "country" | "nation" | "kingdom" | "republic" => self.is_country(place),
            "city" | "town" | "village" | "suburb" | "capital" => !self.is_country(place),
            _ => true,
        }
    }

    /// True for an entity that is called by the name of a country.
    fn is_country(&self, entity: usize) -> bool {
        let mut names = self.clusters.clusters[entity].names.iter().take(8);
        names.any(|&name| countries::is_country(&self.clusters.names[name].words.join(" ")))
    }
}

/// True for words of which the last says what a person is: `prime minister`.
fn is_office(words: &[&str]) -> bool {
    let head = words.last().and_then(|word| Noun::of(word));
    matches!(head, Some(Noun::Person { .. }))
}
