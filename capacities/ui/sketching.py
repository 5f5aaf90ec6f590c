"""The page where one draws freely beside a canvas, and what the others see of it."""

from __future__ import annotations

import base64
import binascii
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal, TypedDict

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit_drawable_canvas import CanvasResult, st_canvas

from capacities.domain.errors import CapacitiesError, NotFound
from capacities.domain.limits import FIELD_TEXT_CHARS, SKETCHES_PER_CANVAS
from capacities.domain.pictograms import PICTOGRAMS, SIDE, THICK
from capacities.domain.sketches import Sketch
from capacities.domain.sketching import (
    HEIGHT,
    INKS,
    RUBBER,
    STAMP,
    WIDTH,
    Stamp,
    stamp_ink,
    stamps_of,
)
from capacities.domain.wording import listed
from capacities.services.put_sketch import Drawing, Kept
from capacities.services.read_background import KeptImage
from capacities.services.read_sketches import read_sketch
from capacities.ui import look, state
from capacities.ui.pages import CANVAS, SKETCH
from capacities.ui.state import Sheet
from capacities.ui.visitor import Visit

_DRAW, _STAMP, _RUB = "Dessiner", "Poser un pictogramme", "Gommer"
_THICK: Final = {"Fin": 3, "Moyen": 6, "Épais": 14}
_RUBBER_WIDTH: Final = 32
_STAMP_WIDTH: Final = 44
_SHOWN: Final = 6
_STROKES_COME_S: Final = 3.0
"""A stroke is told a little after it is drawn: for so long, what was asked before is still done."""
_DRAWN, _ALONE = "croquis", "phrase"
_KEEPS: Final[tuple[tuple[str, str, Literal["primary", "secondary"]], ...]] = (
    ("Enregistrer le croquis", _DRAWN, "primary"),
    ("Enregistrer la phrase seule", _ALONE, "secondary"),
)
_NOTHING: Final = (
    "Rien n’est encore dessiné\u00a0: dessinez sur la feuille, ou choisissez « Enregistrer la "
    "phrase seule »."
)
_brings = st.components.v2.component("capacities.croquis", js="croquis-*.js", css="croquis-*.css")


_COLOR: Final = "Couleur (noir, bleu et violet\u00a0: aujourd’hui)"
_PICTOGRAM: Final = "Pictogramme, à poser d’un clic ou d’un doigt"


class Wish(TypedDict):
    """What is to be kept, as ``put_sketch`` takes it."""

    sentence: str
    drawing: Drawing | None
    seen: int


@dataclass(slots=True)
class Answer:
    """What came of it."""

    kept: Kept | None = None


def heading(visit: Visit) -> None:
    """Say where one is, and what may be drawn."""
    template = visit.context.templates().templates[visit.canvas_key]
    with st.container(key="titre-croquis", horizontal=True, vertical_alignment="center"):
        st.title(f"Croquis\u00a0: {look.plain(template.title)}", anchor=False, width="content")
        look.link(CANVAS, "Revenir au canevas", visit.dossier_id, visit.canvas_key)
        with st.popover("Consigne"):
            st.markdown(look.plain(template.instruction))
    done, state.tab().told = state.tab().told, ""
    if done:
        st.success(done)


def draw(visit: Visit, known: Sequence[Sketch]) -> tuple[Wish | None, DeltaGenerator]:
    """Lend a sheet, its inks and its pictograms; return what is to be kept, once asked for.

    And where to say what came of it: under the button that asks for it.
    """
    sheet = _sheet(visit, known)
    newer = [one for one in known if one.version > sheet.seen]
    if newer:
        st.info(
            f"{_by(newer)} pendant que vous dessinez. Continuez\u00a0: quand vous enregistrerez, "
            "les deux seront gardées."
        )
    key = f"croquis-{visit.canvas_key}-{sheet.number}"
    stamps = stamps_of(state.drawn(key))
    paper = f"papier-{visit.canvas_key}"
    with st.container(key="atelier"):
        with st.container(key="outils"):
            color, width = _tools()
            _brings(key=f"defaire-{key}", data={"sheet": paper})
        with st.container(key=paper):
            result = st_canvas(
                key=key,
                width=WIDTH,
                height=HEIGHT,
                stroke_color=color,
                stroke_width=width,
                background_image=_background(visit, sheet, stamps),
                return_image_data=True,
            )
        with st.container(key="garder"):
            wish = _asked(sheet, result, stamps)
            place = st.container()
            _new_sheet(visit, sheet, known)
    return wish, place


def _tools() -> tuple[str, int]:
    """Return the colour and the width of what one draws with."""
    st.html(_SWATCHES)
    tool = st.radio("Outil", (_DRAW, _STAMP, _RUB), horizontal=True)
    if tool == _RUB:
        return RUBBER, _RUBBER_WIDTH
    with st.container(key="encres"):
        ink = st.radio(_COLOR, INKS, format_func=lambda one: one.title, horizontal=True)
    if tool == _STAMP:
        with st.container(key="pictogrammes"):
            chosen = st.radio(
                _PICTOGRAM, PICTOGRAMS, format_func=lambda one: one.title, horizontal=True
            )
        return stamp_ink(chosen, ink), _STAMP_WIDTH
    thickness = st.radio("Trait", list(_THICK), index=1, horizontal=True)
    return ink.color, _THICK[thickness]


def _swatches() -> str:
    """Return the rules that put before each word its colour, or its picture."""
    rules = [
        f".st-key-encres [role] > :nth-child({at}) p::before {{ background: {ink.color}; }}"
        for at, ink in enumerate(INKS, start=1)
    ]
    for at, pictogram in enumerate(PICTOGRAMS, start=1):
        middle = Stamp(pictogram, INKS[0].color, STAMP / 2, STAMP / 2)
        drawing = _svg(STAMP, STAMP, _stamp(middle))
        rules.append(
            f".st-key-pictogrammes [role] > :nth-child({at}) p::before "
            f'{{ background: url("{drawing}") center / contain no-repeat; }}'
        )
    return "\n".join(rules)


def _sheet(visit: Visit, known: Sequence[Sketch]) -> Sheet:
    """Return the sheet of this tab: at first, the last version drawn is under it."""
    name = f"{visit.dossier_id}/{visit.canvas_key}"
    sheets = state.tab().sheets
    if name not in sheets:
        last = next((one.version for one in known if one.drawn), None)
        sheets[name] = Sheet(last, known[0].version if known else 0)
    return sheets[name]


def _begin(visit: Visit, under: int | None) -> None:
    """Take another sheet, white or with a version under it."""
    sheet = _mine(visit)
    sheet.under, sheet.number, sheet.kept, sheet.lost = under, sheet.number + 1, None, None


def _new_sheet(visit: Visit, sheet: Sheet, known: Sequence[Sketch]) -> None:
    with st.popover("Prendre une autre feuille"):
        st.markdown("Ce qui n’est pas enregistré sur celle-ci sera perdu.")
        if st.button("Une feuille blanche", key="feuille-blanche"):
            _begin(visit, None)
            state.refresh()
        drawn = [one.version for one in known if one.drawn]
        if drawn:
            version = st.selectbox(
                "Une version enregistrée", drawn, format_func=lambda one: f"Version {one}"
            )
            if st.button("Dessiner par-dessus", key="feuille-version"):
                _begin(visit, version)
                state.refresh()


def _asked(sheet: Sheet, result: CanvasResult, stamps: Sequence[Stamp]) -> Wish | None:
    with st.form("croquis-phrase", border=False):
        sentence = st.text_area(
            "En une phrase, que montre ce croquis\u00a0? (obligatoire)",
            max_chars=FIELD_TEXT_CHARS,
            height=80,
        )
        with st.container(horizontal=True):
            # Told by callbacks: a stroke that comes meanwhile starts this page again, and what a
            # button returned would be lost with the run that it cuts.
            for words, what, kind in _KEEPS:
                st.form_submit_button(words, type=kind, on_click=_want, args=(sheet, what))
    if time.monotonic() - sheet.asked > _STROKES_COME_S:
        sheet.wanted = ""
    if sheet.wanted == _ALONE:
        return {"sentence": sentence, "drawing": None, "seen": sheet.seen}
    if not sheet.wanted:
        return None
    png = _png(result)
    if not png and sheet.under is None and not stamps:
        st.error(_NOTHING)
        return None
    drawing = Drawing(png, stamps, sheet.under)
    return {"sentence": sentence, "drawing": drawing, "seen": sheet.seen}


def _want(sheet: Sheet, what: str) -> None:
    sheet.wanted, sheet.asked = what, time.monotonic()


def _png(result: CanvasResult) -> bytes:
    """Return the strokes; b"" when there is none, or what is said of them means nothing."""
    objects = result.json_data.get("objects") if isinstance(result.json_data, dict) else None
    if not objects:
        return b""
    try:
        return result.image_bytes or b""
    except (ValueError, binascii.Error, AttributeError, TypeError):
        return b"?"


@contextmanager
def answer(visit: Visit) -> Iterator[Answer]:
    """Say what came of keeping a sketch; the sheet stays as it is, refused or kept."""
    sheet = _mine(visit)
    made, sheet.kept, sheet.wanted = Answer(), None, ""
    try:
        yield made
    except CapacitiesError as error:
        st.error(look.plain(str(error)))
        return
    if made.kept is None:
        return
    sheet.seen = sheet.kept = made.kept.sketch.version
    sheet.meanwhile = tuple(one.version for one in made.kept.meanwhile)
    state.refresh()  # what was said above of those of others is told below, and better


def told(visit: Visit, known: Sequence[Sketch]) -> None:
    """Say what was kept last, until it is no longer so: each stroke draws the page again."""
    sheet = _mine(visit)
    if sheet.lost is not None:
        st.warning(
            f"La version {sheet.lost}, sur laquelle vous dessiniez, n’est plus gardée\u00a0: sous "
            "vos traits, la feuille est blanche. Vos traits sont tous là."
        )
    if sheet.kept is None:
        return
    st.success(f"Version {sheet.kept} enregistrée\u00a0: tout le monde la voit à côté du canevas.")
    if others := [one for one in known if one.version in sheet.meanwhile]:
        st.warning(f"{_by(others)} pendant que vous dessiniez. Les deux sont gardées.")


def _mine(visit: Visit) -> Sheet:
    return state.tab().sheets[f"{visit.dossier_id}/{visit.canvas_key}"]


def _by(versions: Sequence[Sketch]) -> str:
    """Return « Zoé et Max ont enregistré les versions 3 et 4 »."""
    names = list(dict.fromkeys(look.plain(one.author) or "Quelqu’un" for one in versions))
    numbers = sorted(one.version for one in versions)
    verb = "a enregistré" if len(names) == 1 else "ont enregistré"
    what = "la version" if len(numbers) == 1 else "les versions"
    return f"{listed(names)} {verb} {what} {listed([str(one) for one in numbers])}"


def other_ways(visit: Visit) -> None:
    """Offer an image in the place of a drawing: a photograph of the sheet, a file."""
    sheet = _mine(visit)
    with st.expander("Plutôt envoyer une image (photo d’une feuille, fichier)"):
        address = f"/versions/{visit.dossier_id}/{visit.canvas_key}?vu={sheet.seen}"
        _brings(
            key=f"image-{visit.canvas_key}",
            data={"url": address, "longest": FIELD_TEXT_CHARS},
            on_brought_change=partial(brought, visit),
        )


def brought(visit: Visit) -> None:
    """Learn which version an image made, before the page is drawn: it is not told as another's."""
    said = state.brought(f"image-{visit.canvas_key}")
    if not isinstance(said, Mapping) or not isinstance(said.get("version"), int | float):
        return
    sheet, others = _mine(visit), said.get("meanwhile")
    sheet.kept = sheet.seen = max(sheet.seen, int(said["version"]))
    sheet.meanwhile = tuple(others) if isinstance(others, list) else ()


def gallery(visit: Visit, known: Sequence[Sketch]) -> None:
    """Show the versions, the newest first; those of long ago are folded."""
    st.header("Les versions enregistrées", anchor=False)
    if not known:
        st.markdown("Aucun croquis n’est encore enregistré.")
        return
    st.caption(f"Les {SKETCHES_PER_CANVAS} dernières sont gardées\u00a0; toutes sont dans le ZIP.")
    for sketch in known[:_SHOWN]:
        _version(visit, visit.canvas_key, sketch)
    if known[_SHOWN:]:
        with st.expander("Versions plus anciennes"):
            for sketch in known[_SHOWN:]:
                _version(visit, visit.canvas_key, sketch)


def beside(visit: Visit, canvas_key: str, known: Sequence[Sketch]) -> None:
    """Show the last version beside the canvas, and the way to the others."""
    if known:
        _version(visit, canvas_key, known[0])
    else:
        st.markdown("Pas encore de croquis.")
    wording = "Dessiner un croquis" if visit.can_edit else "Tous les croquis"
    if visit.can_edit or len(known) > 1:
        look.link(SKETCH, wording, visit.dossier_id, canvas_key)


def _version(visit: Visit, canvas_key: str, sketch: Sketch) -> None:
    """Show one version: the image, of which the sentence is the alternative, then the sentence."""
    sentence, author = look.plain(sketch.sentence), look.plain(sketch.author)
    day = "/".join(reversed(sketch.created_at[:10].split("-")))
    with st.container(key=f"croquis-vu-{canvas_key}-{sketch.version}"):
        if sketch.drawn:
            address = f"/versions/{visit.dossier_id}/{canvas_key}/{sketch.version}"
            st.markdown(f"![{sentence}]({address})")
        st.markdown(sentence)
        st.caption(f"Version {sketch.version}, {author}, le {day}")


def _background(visit: Visit, sheet: Sheet, stamps: Sequence[Stamp]) -> str:
    """Return what is under the strokes, as an image in an address: it changes no stroke."""
    under, kept = "", _paper(visit, sheet)
    if kept is not None:
        spelt = base64.b64encode(kept.data).decode("ascii")
        size = f'width="{WIDTH}" height="{HEIGHT}"'
        under = f'<image {size} href="data:{kept.media_type};base64,{spelt}"/>'
    sheet_of_paper = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{RUBBER}"/>'
    drawn = "".join(_stamp(stamp) for stamp in stamps)
    return _svg(WIDTH, HEIGHT, f"{sheet_of_paper}{under}{drawn}")


def _svg(width: int, height: int, inside: str) -> str:
    """Return a drawing, as an address."""
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{inside}</svg>'
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode('ascii')}"


def _paper(visit: Visit, sheet: Sheet) -> KeptImage | None:
    """Return the version that is under the strokes; white once it is no longer kept."""
    if sheet.under is None:
        return None
    try:
        return read_sketch(visit.context, visit.identity, visit.canvas_key, sheet.under)
    except NotFound:  # the page goes on: strokes are lost when their sheet is not drawn
        sheet.lost, sheet.under = sheet.under, None
        return None


def _stamp(stamp: Stamp) -> str:
    paths = "".join(
        f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in stroke)}"/>'
        for stroke in stamp.pictogram.strokes
    )
    corner = f"translate({stamp.x - STAMP / 2:.1f} {stamp.y - STAMP / 2:.1f})"
    return (
        f'<g transform="{corner} scale({STAMP / SIDE})" fill="none" stroke="{stamp.color}" '
        f'stroke-width="{THICK}" stroke-linecap="round" stroke-linejoin="round">{paths}</g>'
    )


_SWATCHES: Final = f"<style>{_swatches()}</style>"
