"use strict";
// The report page. Everything that comes from an article is put in as text, never as markup.
(() => {
  const index = JSON.parse(document.getElementById("index").textContent);
  const main = document.getElementById("main");
  document.getElementById("made").textContent = index.made;

  // ---- Building elements ----

  /** An element with attributes (`on...` are listeners) and children, which are elements or text. */
  const el = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return element;
  };
  const link = (to, ...children) => el("a", { href: "#/" + to }, ...children);
  const count = (n) => n.toLocaleString("en");
  const plural = (n, one, many) => `${count(n)} ${n === 1 ? one : many}`;
  const typeNames = { PER: "person", ORG: "organisation", LOC: "place", MISC: "other name" };
  /** A valence with its sign, so that colour is not all that tells it. */
  const feeling = (score, label) => {
    if (score === null) return el("span", { class: "neutral" }, "");
    const text = (score > 0 ? "+" : score < 0 ? "\u2212" : "") + Math.abs(score).toFixed(2);
    return el("span", { class: label, title: label }, text);
  };
  const labelOf = (score) => (score === null ? "neutral" : score >= index.positive ? "positive" : score <= index.negative ? "negative" : "neutral");

  // ---- Documents: the list is in the index, their contents in compressed blocks ----

  const blocks = new Map();
  const block = (number) => {
    if (!blocks.has(number)) {
      blocks.set(number, (async () => {
        const packed = atob(document.getElementById("block-" + number).textContent);
        const bytes = Uint8Array.from(packed, (c) => c.charCodeAt(0));
        const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
        return JSON.parse(await new Response(stream).text());
      })());
    }
    return blocks.get(number);
  };
  const contents = async (d) => (await block(Math.floor(d / index.block)))[d % index.block];
  const documentOf = new Map(index.documents.map((d, k) => [d.id, k]));
  const identities = new Map(index.identities.map((i) => [i.id, i]));

  /** The nodes of a text with its mentions marked; positions count code points from `base`. */
  const marked = (text, base, mentions, entities) => {
    const points = Array.from(text);
    const inside = mentions
      .map((m) => ({ ...m, start: Math.max(0, m.start - base), end: Math.min(points.length, m.end - base) }))
      .filter((m) => m.start < m.end)
      .sort((a, b) => a.start - b.start || b.end - a.end);
    const root = el("p");
    const open = [{ node: root, end: points.length }];
    let at = 0;
    const write = (until) => {
      if (until > at) open.at(-1).node.append(points.slice(at, until).join(""));
      at = Math.max(at, until);
    };
    const close = (until) => {
      while (open.length > 1 && open.at(-1).end <= until) {
        write(open.at(-1).end);
        open.pop();
      }
    };
    for (const m of inside) {
      close(m.start);
      // A mention that would cross the end of another is cut there.
      const end = Math.min(m.end, open.at(-1).end);
      write(m.start);
      const entity = entities.get(m.entity);
      const name = entity ? entity.name : "";
      const mark = el("mark", { class: m.type, "data-entity": m.entity, title: `${name} (${m.type}${m.value ? ", " + m.value : ""})` });
      open.at(-1).node.append(mark);
      open.push({ node: mark, end });
    }
    close(points.length);
    write(points.length);
    return root;
  };

  // ---- Tables that sort ----

  const table = (columns, rows, first = null) => {
    const body = el("tbody");
    const fill = (sorted) => body.replaceChildren(...sorted.map((row) => el("tr", {}, columns.map((c) => el("td", { class: c.number ? "number" : null }, c.cell(row))))));
    const heads = columns.map((c) => {
      const head = el("th", { scope: "col", class: c.number ? "number" : null });
      if (!c.key) {
        head.append(c.name);
        return head;
      }
      head.append(el("button", { type: "button", onclick: () => {
        // Numbers from the largest, texts from A; chosen again, the other way round.
        const was = head.getAttribute("aria-sort");
        const up = was ? was === "descending" : !c.number;
        heads.forEach((h) => h.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        fill(sorted(c.key, up));
      } }, c.name));
      return head;
    });
    const sorted = (key, up) => [...rows].sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      const order = typeof x === "number" || typeof y === "number" ? (x ?? -Infinity) - (y ?? -Infinity) : String(x).localeCompare(String(y));
      return up ? order : -order;
    });
    fill(first ? sorted(first, false) : rows);
    return el("table", {}, el("thead", {}, el("tr", {}, heads)), body);
  };

  const identityTable = (list) => table([
    { name: "Name", key: (i) => i.name, cell: (i) => link("identity/" + i.id, i.name) },
    { name: "Role", cell: (i) => i.role },
    { name: "Documents", number: true, key: (i) => i.documents, cell: (i) => count(i.documents) },
    { name: "Mentions", number: true, key: (i) => i.mentions, cell: (i) => count(i.mentions) },
    { name: "Statements", number: true, key: (i) => i.statements, cell: (i) => count(i.statements) },
    { name: "Feeling", number: true, key: (i) => i.score, cell: (i) => feeling(i.score, labelOf(i.score)) },
  ], list);

  // ---- Views ----

  const overview = () => {
    main.append(el("h2", {}, "Overview"));
    const c = index.counts;
    main.append(el("ul", { class: "facts" }, [
      [c.documents, "document", "documents"], [c.sentences, "sentence", "sentences"], [c.people, "person", "people"],
      [c.organisations, "organisation", "organisations"], [c.places, "place", "places"], [c.relations, "relation", "relations"],
      [c.statements, "statement", "statements"],
    ].map(([n, one, many]) => el("li", {}, el("strong", {}, count(n)), n === 1 ? one : many))));
    if (index.sampled) {
      main.append(el("p", { class: "note" }, `The tables have ${count(c.documents)} documents. The figures and names here are of all of them; the list and the texts are of ${count(index.documents.length)}, every ${count(index.sampled)}th.`));
    }
    timeline(main, index.time, "Documents and their mean feeling over time");
    const names = el("div", { class: "columns" });
    for (const [type, title, to] of [["PER", "People", "people"], ["ORG", "Organisations", "organisations"], ["LOC", "Places", "places"]]) {
      const top = index.identities.filter((i) => i.type === type).slice(0, 10);
      names.append(el("section", {}, el("h3", {}, link(to, title)), top.length ? el("ul", { class: "plain" }, top.map((i) => el("li", {}, link("identity/" + i.id, i.name), ` ${plural(i.documents, "document", "documents")}, ${plural(i.mentions, "mention", "mentions")} `, feeling(i.score, labelOf(i.score))))) : el("p", { class: "note" }, "None.")));
    }
    const quoted = index.identities.filter((i) => i.statements > 0).sort((a, b) => b.statements - a.statements).slice(0, 10);
    names.append(el("section", {}, el("h3", {}, "Most quoted"), quoted.length ? el("ul", { class: "plain" }, quoted.map((i) => el("li", {}, link("identity/" + i.id, i.name), ` ${plural(i.statements, "statement", "statements")}`))) : el("p", { class: "note" }, "Nobody is quoted.")));
    main.append(names);
    network();
    main.append(el("h3", {}, link("problems", "What went wrong")), el("p", {}, `${plural(index.errors.length, "input", "inputs")} could not be read; ${plural(c.undated, "document has", "documents have")} no date.`));
  };

  /** A chart of documents and mean feeling by day, month or year, with its figures as a table beneath. */
  const timeline = (into, time, title) => {
    if (time.length < 2) return;
    into.append(el("h3", {}, title));
    const box = el("div", { class: "chart", role: "img", "aria-label": `${title}, from ${time[0].from} to ${time.at(-1).from}; the figures are in the table beneath` });
    into.append(box);
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const axis = { stroke: colour("--ink"), grid: { stroke: colour("--line"), width: 1 } };
    new uPlot({
      width: Math.max(320, Math.min(1200, main.clientWidth - 48)), height: 240,
      scales: { y: { range: (u, low, high) => [0, Math.max(1, high * 1.1)] }, feeling: { range: [-1, 1] } },
      axes: [axis, { ...axis, label: "documents" }, { ...axis, scale: "feeling", side: 1, label: "feeling", grid: { show: false } }],
      series: [{}, { label: "documents", stroke: colour("--ink"), fill: colour("--panel"), paths: uPlot.paths.bars({ size: [0.7, 40] }) }, { label: "mean feeling", scale: "feeling", stroke: colour("--positive"), width: 2, dash: [6, 3], spanGaps: true }],
    }, [time.map((t) => Date.parse(t.from) / 1000), time.map((t) => t.documents), time.map((t) => t.score)], box);
    into.append(el("details", {}, el("summary", {}, "The figures as a table"), table([
      { name: "From", cell: (t) => t.from },
      { name: "Documents", number: true, cell: (t) => count(t.documents) },
      { name: "Mean feeling", number: true, cell: (t) => feeling(t.score, labelOf(t.score)) },
    ], time)));
  };

  const network = () => {
    if (!index.edges.length) return;
    main.append(el("h3", {}, "Who stands with whom"), el("p", { class: "note" }, "The most connected. Drag to move, scroll or pinch to zoom, choose a line for its evidence or a name for its page. The same as a table is beneath."));
    const box = el("div", { id: "network", role: "img", "aria-label": "Network of the most connected people, organisations and places; the same as a table is beneath" });
    const told = el("p", { "aria-live": "polite" });
    main.append(box, told);
    const shapes = { PER: "ellipse", ORG: "rectangle", LOC: "triangle" };
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const nodes = new Set(index.edges.flatMap((e) => [e.source, e.target]));
    const graph = cytoscape({
      container: box, wheelSensitivity: 0.3,
      elements: [
        ...[...nodes].filter((n) => identities.has(n)).map((n) => ({ data: { id: "n" + n, identity: n, label: identities.get(n).name, size: 14 + 6 * Math.sqrt(identities.get(n).documents) }, classes: identities.get(n).type })),
        ...index.edges.filter((e) => identities.has(e.source) && identities.has(e.target)).map((e, k) => ({ data: { id: "e" + k, source: "n" + e.source, target: "n" + e.target, width: 1 + Math.log2(1 + e.weight), edge: e } })),
      ],
      style: [
        { selector: "node", style: { label: "data(label)", width: "data(size)", height: "data(size)", "font-size": 11, color: colour("--ink"), "text-outline-color": colour("--ground"), "text-outline-width": 2, "border-width": 1, "border-color": colour("--ink") } },
        ...Object.entries(shapes).map(([type, shape]) => ({ selector: "." + type, style: { shape, "background-color": colour("--" + type.toLowerCase()) } })),
        { selector: "edge", style: { width: "data(width)", "line-color": colour("--soft"), opacity: 0.6, "curve-style": "haystack" } },
        { selector: ":selected", style: { "line-color": colour("--link"), "border-color": colour("--link"), "border-width": 3, opacity: 1 } },
      ],
      layout: { name: "cose", animate: false, randomize: false, nodeDimensionsIncludeLabels: true, numIter: 600 },
    });
    graph.on("tap", "node", (event) => { location.hash = "#/identity/" + event.target.data("identity"); });
    graph.on("tap", "edge", (event) => told.replaceChildren(...edgeText(event.target.data("edge"))));
    main.append(el("details", {}, el("summary", {}, "The network as a table"), table([
      { name: "From", cell: (e) => link("identity/" + e.source, identities.get(e.source)?.name ?? "") },
      { name: "Kind", cell: (e) => e.kind.replaceAll("_", " ") },
      { name: "To", cell: (e) => link("identity/" + e.target, identities.get(e.target)?.name ?? "") },
      { name: "Documents", number: true, key: (e) => e.documents, cell: (e) => count(e.documents) },
      { name: "Evidence", cell: (e) => evidence(e.evidence) },
    ], index.edges.filter((e) => identities.has(e.source) && identities.has(e.target)))));
  };
  const evidence = (id) => (documentOf.has(id) ? link("document/" + encodeURIComponent(id), id) : id);
  const edgeText = (e) => [`${identities.get(e.source).name}, ${e.kind.replaceAll("_", " ")}, ${identities.get(e.target).name}: ${plural(e.documents, "document", "documents")}, for example `, evidence(e.evidence)];

  /** A list of any length that draws only the rows in sight. */
  const windowed = (label, height, draw) => {
    const space = el("div");
    const box = el("div", { class: "window", role: "list", "aria-label": label, tabindex: "0" }, space);
    let rows = [];
    const show = () => {
      const first = Math.max(0, Math.floor(box.scrollTop / height) - 5);
      const last = Math.min(rows.length, Math.ceil((box.scrollTop + (box.clientHeight || 800)) / height) + 5);
      const shown = [];
      for (let k = first; k < last; k++) {
        const row = draw(rows[k]);
        row.style.top = k * height + "px";
        row.setAttribute("role", "listitem");
        row.setAttribute("aria-posinset", k + 1);
        row.setAttribute("aria-setsize", rows.length);
        shown.push(row);
      }
      space.replaceChildren(...shown);
    };
    box.addEventListener("scroll", () => requestAnimationFrame(show), { passive: true });
    new ResizeObserver(show).observe(box);
    return { box, fill: (list) => {
      rows = list;
      space.style.height = rows.length * height + "px";
      box.scrollTop = 0;
      show();
    } };
  };

  const documents = () => {
    main.append(el("h2", {}, "Documents"));
    const search = el("input", { type: "search", id: "search", autocomplete: "off" });
    const order = el("select", { id: "order" }, [["order", "as read"], ["newest", "newest first"], ["oldest", "oldest first"], ["best", "most positive first"], ["worst", "most negative first"]].map(([value, text]) => el("option", { value }, text)));
    const mood = el("select", { id: "mood" }, ["any", "positive", "neutral", "negative"].map((value) => el("option", { value }, value)));
    const found = el("p", { role: "status" });
    const list = windowed("Documents", 54, (d) => el("a", { class: "row", href: "#/document/" + encodeURIComponent(d.id) }, el("span", {}, d.published || "no date"), el("span", { class: "name" }, d.title || d.opening, el("small", {}, d.id)), feeling(d.score, d.label)));
    const show = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const rows = index.documents.filter((d) => (mood.value === "any" || d.label === mood.value) && words.every((w) => d.search.includes(w)));
      const by = { newest: (a, b) => b.published.localeCompare(a.published), oldest: (a, b) => (a.published || "9").localeCompare(b.published || "9"), best: (a, b) => (b.score ?? 0) - (a.score ?? 0), worst: (a, b) => (a.score ?? 0) - (b.score ?? 0) }[order.value];
      found.textContent = plural(rows.length, "document", "documents");
      list.fill(by ? [...rows].sort(by) : rows);
    };
    index.documents.forEach((d) => { d.search ??= `${d.id} ${d.title} ${d.opening} ${d.names}`.toLowerCase(); });
    for (const control of [search, order, mood]) control.addEventListener("input", show);
    main.append(el("div", { class: "filters" }, el("label", {}, "Search titles, openings and names", search), el("label", {}, "Order", order), el("label", {}, "Feeling", mood)), found, list.box);
    show();
  };

  const documentView = async (id) => {
    const d = documentOf.get(id);
    if (d === undefined) return main.append(el("h2", {}, "No such document"), el("p", {}, id, index.sampled ? " may be one of those that this page leaves out." : ""));
    const facts = index.documents[d];
    const c = await contents(d);
    const entities = new Map(c.entities.map((e) => [e.id, e]));
    main.append(el("h2", {}, facts.title || facts.opening), el("p", { class: "note" }, `${facts.id} \u00b7 ${facts.published || "no date"}${facts.extra ? " \u00b7 " + facts.extra : ""}`));
    main.append(el("ul", { class: "legend", "aria-label": "Legend" }, Object.entries(typeNames).map(([type, name]) => el("li", {}, el("mark", { class: type }, name))), el("li", {}, el("mark", {}, "date, amount or other value")), el("li", {}, "left: the sentence's feeling, \u22121 to +1")));
    const reading = el("div", { class: "reading" });
    const text = el("article", { "aria-label": "Text" });
    const bySentence = Map.groupBy ? Map.groupBy(c.mentions, (m) => m.sentence) : c.mentions.reduce((map, m) => map.set(m.sentence, [...(map.get(m.sentence) ?? []), m]), new Map());
    for (const s of c.sentences) {
      const p = marked(s.text, s.start, bySentence.get(s.id) ?? [], entities);
      if (s.id === 0) p.className = "title";
      text.append(el("div", { class: "sentence", id: "s" + s.id }, el("span", { class: "feeling " + s.label }, feeling(s.score, s.label)), el("div", {}, p, s.speaker ? el("span", { class: "speaker" }, "said by " + s.speaker) : null)));
    }
    const light = (entity) => {
      const on = text.querySelector("mark.lit")?.dataset.entity !== String(entity);
      for (const mark of text.querySelectorAll("mark[data-entity]")) mark.classList.toggle("lit", on && mark.dataset.entity === String(entity));
      if (on) text.querySelector("mark.lit")?.scrollIntoView({ block: "nearest" });
    };
    text.addEventListener("click", (event) => {
      const mark = event.target.closest("mark[data-entity]");
      if (mark) light(mark.dataset.entity);
    });
    const aside = el("aside", { "aria-label": "What was found" });
    const names = c.entities.filter((e) => typeNames[e.type]);
    aside.append(el("h3", {}, "Who and what"), el("ul", { class: "plain" }, names.map((e) => el("li", {}, el("button", { type: "button", class: "plain", title: "Light up all mentions", onclick: () => light(e.id) }, e.name), ` ${typeNames[e.type]}, ${plural(e.mentions, "mention", "mentions")} `, feeling(e.score, e.label), e.role ? el("div", { class: "note" }, e.role) : null, e.identity ? el("div", {}, link("identity/" + e.identity, "in all documents")) : null))));
    if (c.statements.length) aside.append(el("h3", {}, "Statements"), el("ul", { class: "plain" }, c.statements.map((s) => el("li", {}, el("strong", {}, s.speaker || s.source || "somebody"), ` ${s.cue} `, el("blockquote", {}, s.text)))));
    if (c.relations.length) aside.append(el("h3", {}, "Relations"), el("ul", { class: "plain" }, c.relations.map((r) => el("li", {}, `${r.subject} \u2014 ${r.relation.replaceAll("_", " ")} \u2192 ${r.object} `, el("span", { class: "note" }, `score ${r.score.toFixed(2)}, `), el("button", { type: "button", class: "plain", onclick: () => document.getElementById("s" + r.sentence)?.scrollIntoView({ block: "center" }) }, "evidence")))));
    reading.append(text, aside);
    main.append(reading);
  };

  const identityView = async (id) => {
    const i = identities.get(Number(id));
    if (!i) return main.append(el("h2", {}, "Not on this page"), el("p", {}, "The page holds the most frequent identities; identities.csv has all."));
    main.append(el("h2", {}, i.name), el("p", { class: "note" }, `${typeNames[i.type]}${i.role ? " \u00b7 " + i.role : ""} \u00b7 ${plural(i.documents, "document", "documents")}, ${plural(i.mentions, "mention", "mentions")}${i.first ? ` \u00b7 ${i.first} to ${i.last}` : ""} \u00b7 feeling `, feeling(i.score, labelOf(i.score))));
    if (i.aliases.length > 1) main.append(el("p", {}, "Also: ", i.aliases.filter((a) => a !== i.name).join(", ")));
    if (i.roles.length > 1) main.append(el("p", {}, "Roles: ", i.roles.join("; ")));
    const near = index.edges.filter((e) => e.source === i.id || e.target === i.id);
    timeline(main, i.time, "Documents over time");
    if (near.length) main.append(el("h3", {}, "Stands with"), el("ul", { class: "plain" }, near.map((e) => el("li", {}, edgeText(e)))));
    const shown = i.in.slice(0, 200);
    const status = el("p", { role: "status" }, "Reading the documents\u2026");
    main.append(status);
    const [by, about, relations, list] = [[], [], [], []];
    for (const d of shown) {
      const c = await contents(d);
      const facts = index.documents[d];
      const own = new Set(c.entities.filter((e) => e.identity === i.id).map((e) => e.id));
      list.push(el("li", {}, link("document/" + encodeURIComponent(facts.id), facts.title || facts.opening), ` ${facts.published || "no date"}`));
      const from = link("document/" + encodeURIComponent(facts.id), facts.published || facts.id);
      for (const s of c.statements) {
        if (own.has(s.speaker_id)) by.push(el("li", {}, el("blockquote", {}, s.text), from));
        else if (s.about.some((e) => own.has(e))) about.push(el("li", {}, el("strong", {}, s.speaker || s.source || "somebody"), el("blockquote", {}, s.text), from));
      }
      for (const r of c.relations) if (own.has(r.subject_id) || own.has(r.object_id)) relations.push(el("li", {}, `${r.subject} \u2014 ${r.relation.replaceAll("_", " ")} \u2192 ${r.object} `, from.cloneNode(true)));
    }
    status.remove();
    for (const [title, items] of [["Says", by], ["Is spoken of", about], ["Relations", relations], ["Documents", list]]) {
      if (items.length) main.append(el("h3", {}, `${title} (${count(items.length)})`), el("ul", { class: "plain" }, items.slice(0, 300)));
    }
    if (i.documents > shown.length) main.append(el("p", { class: "note" }, `Of ${plural(i.documents, "document", "documents")}, ${count(shown.length)} are looked at here; identity_entities.csv lists all.`));
  };

  const ofType = (type, title) => {
    const all = index.identities.filter((i) => i.type === type);
    const search = el("input", { type: "search", autocomplete: "off" });
    const box = el("div");
    const show = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const found = all.filter((i) => words.every((w) => [i.name, i.role, ...i.aliases].join(" ").toLowerCase().includes(w)));
      box.replaceChildren(el("p", { role: "status" }, plural(found.length, "name", "names") + (found.length > 500 ? "; the first 500 are shown" : "")), identityTable(found.slice(0, 500)));
    };
    search.addEventListener("input", show);
    main.append(el("h2", {}, title), el("div", { class: "filters" }, el("label", {}, "Search names and roles", search)), box);
    show();
  };

  const problems = () => {
    main.append(el("h2", {}, "What went wrong"));
    main.append(el("h3", {}, "Inputs that could not be read"), index.errors.length ? table([
      { name: "Input", cell: (e) => e.source }, { name: "Line", number: true, cell: (e) => e.line }, { name: "Cause", cell: (e) => e.error },
    ], index.errors) : el("p", {}, "None."));
    const undated = index.documents.filter((d) => !d.published);
    main.append(el("h3", {}, "Documents without a date"), el("p", {}, plural(index.counts.undated, "document", "documents")), el("ul", { class: "plain" }, undated.slice(0, 200).map((d) => el("li", {}, link("document/" + encodeURIComponent(d.id), d.id)))));
  };

  // ---- Which view ----

  const route = async () => {
    const [view, ...rest] = location.hash.replace(/^#\//, "").split("/");
    const argument = decodeURIComponent(rest.join("/"));
    main.replaceChildren();
    for (const a of document.querySelectorAll("nav a")) {
      if (a.getAttribute("href") === "#/" + view) a.setAttribute("aria-current", "page");
      else a.removeAttribute("aria-current");
    }
    const views = { "": overview, documents, document: documentView, identity: identityView, people: () => ofType("PER", "People"), organisations: () => ofType("ORG", "Organisations"), places: () => ofType("LOC", "Places"), problems };
    await (views[view] ?? overview)(argument);
    document.title = `${main.querySelector("h2")?.textContent ?? "gleaner"} \u00b7 gleaner report`;
    window.scrollTo(0, 0);
  };
  window.addEventListener("hashchange", () => { route().then(() => main.focus({ preventScroll: true })); });
  route();
})();
