"""Which images are kept, how, and why others are not."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from templates_of_tests import USAGERS

from capacities.apart.canvas_files import View
from capacities.apart.picturing import background
from capacities.apart.processes import Workers
from capacities.apart.wire import Answer
from capacities.documents.ydoc import new_document
from capacities.domain.background import background_fault, image_id
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import BACKGROUND_BYTES, BACKGROUND_PIXELS, BACKGROUND_SIDE_PX
from tests.images import encoded, noise, plan, said_to_be


def _opened(kept: Answer) -> Image.Image:
    image = Image.open(io.BytesIO(kept.data))
    image.load()
    media_type = kept.facts["media_type"]
    assert background_fault(image_id(kept.data), media_type, kept.data) == ""
    assert (kept.facts["width"], kept.facts["height"]) == image.size
    return image


@pytest.mark.parametrize(("kind", "kept"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_an_image_stays_of_its_kind(kind: str, kept: str) -> None:
    """The scan of a plan keeps its sharp lines, a photograph stays a photograph."""
    answer = background(encoded(plan(), kind))
    assert answer.facts == {"media_type": kept, "width": 640, "height": 400}
    assert _opened(answer).size == (640, 400)


def test_a_large_image_is_made_small() -> None:
    """Neither its side nor its bytes are more than what is kept, whatever it shows."""
    answer = background(encoded(noise(2_800, 1_400), "PNG"))
    assert max(_opened(answer).size) <= BACKGROUND_SIDE_PX
    assert len(answer.data) <= BACKGROUND_BYTES
    assert answer.facts["media_type"] == "image/jpeg"


def test_an_image_is_upright_and_says_nothing_else() -> None:
    """The camera's turn is done; where and by what it was taken is not kept."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Un appareil"
    answer = background(encoded(plan(), "JPEG", exif=exif, comment=b"un nom"))
    image = _opened(answer)
    assert image.size == (400, 640)
    assert dict(image.getexif()) == {}
    assert b"appareil" not in answer.data
    assert b"un nom" not in answer.data


@pytest.mark.parametrize("mode", ["L", "P", "1", "LA", "RGBA", "CMYK", "I;16"])
def test_every_mode_is_read(mode: str) -> None:
    """Grey, palette, black and white, seen through, for the press: all become an ordinary image."""
    image = Image.new("I;16", (64, 40), 40_000) if mode == "I;16" else plan(64, 40).convert(mode)
    kind = "JPEG" if mode == "CMYK" else "PNG"
    shown = _opened(background(encoded(image, kind)))
    assert (shown.mode, shown.size) == ("RGB", (64, 40))
    if mode == "I;16":
        assert shown.getpixel((5, 5)) == (156, 156, 156)


def test_what_is_seen_through_is_white() -> None:
    """As paper is."""
    shown = _opened(background(encoded(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG")))
    assert shown.getpixel((3, 3)) == (255, 255, 255)


def _refused() -> dict[str, bytes]:
    whole = encoded(plan(), "PNG")
    return {
        "empty": b"",
        "text": b"un plan",
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>',
        "gif": encoded(plan(), "GIF"),
        "webp": encoded(plan(), "WEBP"),
        "cut png": whole[: len(whole) // 2],
        "cut jpeg": encoded(noise(200, 200), "JPEG")[:900],
        "head alone": said_to_be(100, 100),
        "short exif": encoded(plan(), "PNG", exif=b"Exif\0\0II*\0"),
    }


@pytest.mark.parametrize("what", _refused())
def test_the_rest_is_refused_in_a_sentence(what: str) -> None:
    """What happened, what was kept, what to do next."""
    with pytest.raises(InvalidInput, match=r"PNG ou JPEG.*Rien n’a été changé.*choisissez"):
        background(_refused()[what])


def test_too_many_pixels_are_refused_before_any_is_decoded(workers: Workers) -> None:
    """Fifty million pixels said in forty bytes: the head is enough; and the worker goes on."""
    assert BACKGROUND_PIXELS < 10_000 * 5_000
    with workers.lend() as worker:
        for size in ((10_000, 5_000), (60_000, 60_000)):
            with pytest.raises(InvalidInput, match=r"plus de 20 millions de pixels.*réduisez"):
                worker.ask("background", said_to_be(*size), seconds=60.0)
        facts = worker.ask("background", encoded(plan(), "PNG"), seconds=60.0)
        assert worker.alive
    assert facts["width"] == 640


def test_the_largest_image_permitted_is_read(workers: Workers) -> None:
    """Within the memory and the time of a worker, one that has written a workbook too."""
    data = encoded(Image.new("RGBA", (5_000, 4_000), (10, 90, 200, 128)), "PNG")
    stored = new_document(USAGERS, ()), ()
    with workers.lend() as worker:
        worker.ask("format", USAGERS, stored, View("usagers", "Moi"), "xlsx", seconds=60.0)
        facts = worker.ask("background", data, seconds=60.0)
    assert (facts["width"], facts["height"]) == (2_400, 1_920)
