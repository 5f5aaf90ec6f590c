// Storms of five whole sessions of the product on one map. Each act is the page's own.
import { ANYWHERE, answer, load, Participant } from "./storming.mjs";

const { Session, acts, graphOf, seedsOf } = await load("page.js");

/** Elements there from the start, one a person. */
const FIRST = 5;
const SIZE = { width: 400, height: 300 };

class Person extends Participant {
  constructor(name, canvas, chance) {
    super(Session, name, canvas, chance);
    this.act = acts(this.session);
  }
  get graph() {
    return graphOf(this.session).get();
  }
  get cards() {
    return [...this.graph.elements, ...this.graph.stamps];
  }
  get colors() {
    return this.session.data.template.colors.map(({ key }) => key);
  }
  get records() {
    return [...this.cards, ...this.session.edges.get()];
  }
  get strokes() {
    return this.session.ink.get().map(({ id }) => id);
  }
  get types() {
    return this.session.data.template.map.elements;
  }
}

const at = (chance) => ({ x: chance(2000), y: chance(2000) });
/** One or two of what is there; none on an empty map. */
function several(person) {
  return [...new Set([person.any(person.cards), person.any(person.cards)])].filter(Boolean);
}

const ACTS = {
  add(person, step) {
    const type = person.any(person.types.filter(({ stamp }) => !stamp));
    person.act.add(type.key, at(person.chance), `n${step}`);
  },
  link(person, step) {
    const kind = person.any(person.session.data.template.edge_kinds);
    const from = person.any(person.graph.elements);
    const to = person.any(person.graph.elements.filter((id) => id !== from));
    if (to !== undefined) person.session.actions.link(from, to, kind.key, `l${step}`);
  },
  stamp(person) {
    const type = person.any(person.types.filter(({ stamp }) => stamp));
    person.act.stamp(type.key, person.any(person.records) ?? "", at(person.chance));
  },
  move(person) {
    person.act.place(several(person).map((id) => ({ id, ...at(person.chance) })));
  },
  carry(person) {
    const id = person.any(person.graph.stamps);
    if (id !== undefined) person.act.place([{ id, x: null, y: null, on: person.any(person.records) }]);
  },
  rejoin(person) {
    const id = person.any(person.session.edges.get());
    const [from, to] = [person.any(person.graph.elements), person.any(person.graph.elements)];
    if (id !== undefined && from !== to) person.session.actions.changeLink(id, { from, to });
  },
  write(person, step) {
    const id = person.any(person.records);
    if (id === undefined) return;
    const { text } = person.session.card(id).get() ?? person.session.edge(id).get();
    const start = person.chance(text.length + 1);
    person.session.type(() => text.insert(start, ` ${step}`), person);
  },
  fill(person, step) {
    const id = person.any(person.graph.stamps);
    if (id !== undefined) person.session.actions.setFields(id, { montant: step });
  },
  duplicate(person) {
    person.act.duplicate(several(person));
  },
  draw(person, step) {
    const { limits } = person.session.data.template;
    const points = [0, 1, 2].map(() => ({ ...at(person.chance), pressure: null }));
    const pen = { color: person.any(person.colors), thick: step % 2 === 0 };
    person.session.actions.create([], [], null, [], seedsOf(points, pen, limits));
  },
  carryInk(person) {
    person.session.actions.place(person.strokes.slice(-2).map((id) => ({ id, ...at(person.chance) })));
  },
  colorInk(person) {
    const id = person.any(person.strokes);
    if (id !== undefined) person.session.actions.setColor(id, person.any(person.colors));
  },
  rub(person) {
    person.session.actions.removeAll([person.any(person.strokes)].filter(Boolean));
  },
  /** What is said of an image tells which one it is of. */
  back(person) {
    const image = String(person.chance(9)).repeat(64);
    person.session.actions.setBackground({ image, alt: image, ...at(person.chance), ...SIZE, opacity: 1 });
  },
  moveBack(person, step) {
    const shown = person.session.background.get();
    if (shown !== null) person.session.actions.setBackground({ ...at(person.chance), alt: `${shown.image} ${step}` });
  },
  removeBack(person) {
    person.session.actions.setBackground(null);
  },
  remove(person) {
    person.session.actions.removeAll([person.any(person.records)].filter(Boolean));
  },
  restore(person) {
    const { trash, edgeTrash, inkTrash, actions } = person.session;
    const gone = person.any([...trash.get(), ...edgeTrash.get(), ...inkTrash.get()]);
    if (gone !== undefined) actions.restoreAll([gone.id]);
  },
  ...ANYWHERE,
};
const MADE = ["add", "add", "link", "link", "link", "stamp", "stamp", "duplicate", "draw", "draw", "back"];
const CHANGED = ["move", "move", "carry", "rejoin", "rejoin", "write", "write", "fill", "carryInk", "colorInk", "moveBack"];
const TAKEN = ["rub", "removeBack", "remove", "remove", "restore", "undo", "undo", "undo", "redo", "redo", "redo"];
const CHOICES = [...MADE, ...CHANGED, ...TAKEN, "cut", "cut"];

/** The strokes as they are shown, one over the other. */
const drawn = (session) => session.ink.get().map(({ id, points, color, x, y }) => ({ id, points, color, x, y }));


answer({
  personOf: (name, canvas, chance) => new Person(name, canvas, chance),
  acts: ACTS,
  choices: CHOICES,
  first: ["add", FIRST],
  shown: ({ graph, session }) => [graph.elements, graph.stamps, session.edges.get(), drawn(session), session.background.get()],
});
