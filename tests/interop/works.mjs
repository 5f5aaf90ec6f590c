// Whose work is in a document, read from what Yjs knows of each value and letter: nothing here
// asks the product, whose undo is on trial.

const PLACES = new Set(["zone", "rank", "parent", "x", "y", "shape", "on"]);
const SIGNED = new Set(["author", "created", "deleted", "origin", "text"]);

/** By id of card, link or stroke: where it stands, what is in it, and which of it is not of `own`; and
 * so of the image behind, as « background ». */
export function picture(doc, own) {
  const records = new Map();
  for (const root of ["cards", "edges", "ink"]) {
    for (const [id, record] of doc.getMap(root).entries()) {
      const keys = valuesOf(record, own);
      const theirs = !own.has(record._item.id.client);
      const [live, text] = [record.get("deleted") !== true, lettersOf(record.get("text"), own)];
      records.set(id, { root, live, theirs, keys, text });
    }
  }
  const keys = valuesOf(doc.getMap("background"), own);
  return records.set("background", { root: "background", live: true, theirs: false, keys, text: new Set() });
}

/** By key, all but the text: what is there, and whether another wrote it. */
function valuesOf(record, own) {
  const keys = new Map();
  for (const [key, item] of record._map) {
    if (item.deleted || key === "text") continue;
    keys.set(key, { found: record.get(key), theirs: !own.has(item.id.client) });
  }
  return keys;
}

/** Each letter that others wrote and that is still there. */
function lettersOf(text, own) {
  const found = new Set();
  for (let item = text?._start ?? null; item !== null; item = item.right) {
    if (item.deleted || !item.countable || own.has(item.id.client)) continue;
    for (let unit = 0; unit < item.length; unit++) found.add(`${item.id.client}:${item.id.clock + unit}`);
  }
  return found;
}

/** What of others' work an undo or a redo took away: letters, values, what they made or work in.
 * `brought`: by record that one had brought back from the corbeille, what of theirs was in it then. */
export function wronged(before, after, act, brought) {
  const wrongs = [];
  for (const [id, was] of before) {
    const now = after.get(id);
    if (now === undefined) {
      wrongs.push(`${id} is lost`);
      continue;
    }
    const missing = [...was.text].filter((letter) => !now.text.has(letter));
    if (missing.length > 0) wrongs.push(`${id}: ${missing.length} letters of others`);
    for (const [key, { found, theirs }] of was.keys) {
      if (!theirs || key === "deleted") continue;
      if (now.keys.get(key)?.found !== found) wrongs.push(`${id}.${key}: ${found}, set by another`);
    }
    // To take away again what one had taken away is no wrong.
    if (act === "redo" || !was.live || now.live) continue;
    const known = brought.get(id) ?? new Set();
    const work = [...workIn(id, before)].filter((each) => !known.has(each));
    if (work.length > 0) wrongs.push(`${id} goes, with work of others: ${work}`);
  }
  return wrongs;
}

/** What others did in a card, a link or a stroke, or put on it. To move one is no work on it. */
export function workIn(id, records) {
  const { root, theirs, keys, text } = records.get(id);
  const work = new Set(text);
  if (theirs) work.add("made");
  for (const [key, { found, theirs: written }] of keys) {
    if (written && !SIGNED.has(key) && !(root !== "edges" && PLACES.has(key))) work.add(`${key}: ${found}`);
  }
  for (const [other, { live, theirs: another, keys: ends }] of records) {
    const stands = ["from", "to", "on"].some((end) => ends.get(end)?.found === id);
    if (live && another && stands) work.add(`under ${other}`);
  }
  return work;
}
