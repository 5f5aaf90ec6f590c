// Storms of five whole sessions of the product on one timeline. Each act is the page's own.
import { ANYWHERE, answer, load, Participant } from "./storming.mjs";

const { Session, makeHands, timelineOf } = await load("timeline-page.js");

/** Steps there from the start. */
const FIRST = 8;

class Person extends Participant {
  constructor(name, canvas, chance) {
    super(Session, name, canvas, chance);
    this.hands = makeHands(this.session, () => {});
  }
  get timeline() {
    return timelineOf(this.session).get();
  }
  get steps() {
    return [...this.timeline.steps.keys()];
  }
  /** Any lane, or the tray. */
  get place() {
    return this.any([...this.timeline.order.keys()]);
  }
  get lane() {
    return this.any(this.timeline.lanes)?.key ?? "";
  }
}

/** With what is there, if anything is. */
const withStep = (act) => (person, step) => {
  const id = person.any(person.steps);
  if (id !== undefined) act(person, id, step);
};

const ACTS = {
  add: (person, step) => person.hands.add(person.place, `étape ${step}`),
  success: (person) => person.hands.addSuccess(person.lane),
  before: withStep(({ hands }, id) => hands.addBefore(id)),
  after: withStep(({ hands }, id) => hands.addAfter(id)),
  link: withStep((person, from) => person.hands.link(from, person.any(person.steps))),
  unlink: (person) => person.hands.unlink(person.any(person.timeline.links)?.id ?? ""),
  place: withStep((person, id) => person.hands.place(id, { lane: person.place })),
  date: withStep((person, id) => person.hands.place(id, { date: person.timeline.today + person.chance(900) })),
  fill: withStep((person, id) => {
    const etat = person.any(["fait", "en-cours", "bloque", null]);
    const avant = person.any(["vote-du-budget", null]);
    person.session.actions.setFields(id, { duree: person.chance(20) / 2, etat, avant });
  }),
  write: withStep((person, id, step) => {
    const { text } = person.session.card(id).get();
    person.session.type(() => text.insert(person.chance(text.length + 1), ` ${step}`), person);
  }),
  duplicate: withStep(({ hands }, id) => hands.duplicate(id)),
  settle: withStep(({ hands }, id) => hands.settle(id)),
  remove: withStep(({ hands }, id) => hands.remove([id])),
  lane: ({ hands }, step) => hands.addLane(`fil ${step}`),
  rename: (person, step) => person.hands.renameLane(person.lane, `nom ${step}`),
  order: (person) => person.hands.moveLane(person.lane, person.any([1, -1])),
  removeLane: (person) => person.hands.removeLane(person.lane),
  window(person) {
    const from = `2027-0${1 + person.chance(9)}-01`;
    person.hands.setWindow(person.any([null, "vote-du-budget"]), { title: "Conseil", from, source: "ici" });
  },
  restore(person) {
    const { trash, edgeTrash, actions } = person.session;
    const gone = person.any([...trash.get(), ...edgeTrash.get()]);
    if (gone !== undefined) actions.restoreAll([gone.id]);
  },
  horizon: (person) => person.hands.setHorizon(person.any([null, "2028-06-30", "2030-12-31"])),
  closed: (person) => person.hands.setOpenDays(!person.timeline.openDays),
  silence: (person) => (person.timeline.silence === "" ? person.hands.startSilence() : person.hands.reveal()),
  ...ANYWHERE,
};
const MADE = ["add", "add", "success", "before", "before", "after", "link", "link", "link", "link", "duplicate", "lane"];
const CHANGED = ["unlink", "place", "date", "fill", "fill", "write", "write", "rename", "order", "order", "window"];
const TAKEN = ["settle", "remove", "remove", "removeLane", "restore", "undo", "undo", "undo", "redo", "redo"];
const CHOICES = [...MADE, ...CHANGED, ...TAKEN, "horizon", "closed", "silence", "cut", "cut"];

answer({
  personOf: (name, canvas, chance) => new Person(name, canvas, chance),
  acts: ACTS,
  choices: CHOICES,
  first: ["add", FIRST],
  last: ({ hands }) => hands.reveal(),
  shown: ({ timeline }) => ({
    ...timeline,
    order: Object.fromEntries(timeline.order),
    steps: Object.fromEntries(timeline.steps),
  }),
});
