"""What the balance of a map says, in French sentences made of its figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from math import floor
from typing import Final

from capacities.domain.plans import map_plan
from capacities.domain.template import Template
from capacities.domain.value import Balance, Coverage, Party
from capacities.domain.value_links import Worth
from capacities.domain.value_stamps import Span
from capacities.domain.wording import counted, listed, one_line, quoted, shortened

UNNAMED: Final = "Partie prenante sans nom"
_THIN: Final = "\u202f"
_NO_BREAK: Final = "\u00a0"


def euros(cents: int, *, signed: bool = False) -> str:
    """Say an amount given in cents: « 62 000 € », signed « +62 000 € »; cents when there are."""
    whole, rest = divmod(abs(cents), 100)
    text = f"{whole:,}".replace(",", _THIN) + (f",{rest:02}" if rest else "")
    sign = "\u2212" if cents < 0 else "+" if signed and cents else ""
    return f"{sign}{text}{_NO_BREAK}€"


def spread(span: Span, *, signed: bool = False) -> str:
    """Say an amount and its range, when it has one: « 62 000 € (de 50 000 € à 70 000 €) »."""
    said = euros(span.likely, signed=signed)
    return said if span.low == span.high else f"{said} ({ends(span, signed=signed)})"


def ends(span: Span, *, signed: bool = False) -> str:
    """Say a range: « de 50 000 € à 70 000 € »; "" when there is none."""
    if span.low == span.high:
        return ""
    return f"de {euros(span.low, signed=signed)} à {euros(span.high, signed=signed)}"


def percent(share: Fraction) -> str:
    """Say a share: « 61 % ». What is nearly whole is never said to be: 99.9 is 99."""
    return f"{floor(share * 100):,}".replace(",", _THIN).replace("-", "\u2212") + f"{_NO_BREAK}%"


def name_of(party: Party) -> str:
    """Return what a party is called, on one line."""
    return shortened(party.name) if party.name.strip() else UNNAMED


def tell_coverage(balance: Balance) -> Iterator[str]:
    """Say in one sentence what is covered, then who gains without paying."""
    yield _covered(balance)
    free = [party for party in balance.parties if party.gains_without_paying]
    told = [name_of(party) for party in free if not party.asked]
    if told:
        yield f"{listed(told)} {_gain(told)} sans payer ni contribuer."
    asked = [name_of(party) for party in free if party.asked]
    if asked:
        several = len(asked) > 1
        who, verb = ("elles", "contribuent") if several else ("elle", "contribue")
        yield (
            f"{listed(asked)} {_gain(asked)} sans payer\u00a0: on ne sait pas encore si {who} "
            f"{verb}."
        )


def _gain(names: Sequence[str]) -> str:
    return "gagne" if len(names) == 1 else "gagnent"


def _covered(balance: Balance) -> str:
    coverage = balance.coverage
    costs = euros(coverage.costs.likely)
    if coverage.likely is None:
        return "Aucun coût par an n’est encore chiffré\u00a0: il n’y a rien à couvrir."
    givers = [name_of(party) for party in balance.parties if party.contributing]
    if not givers:
        return (
            f"Aucune partie prenante ne dit encore qu’elle contribue\u00a0: on ne sait pas ce que "
            f"leurs gains couvrent des {costs} de coûts par an."
        )
    left = coverage.left.likely
    rest = f"il reste {euros(left)}" if left >= 0 else f"il manque {euros(-left)}"
    return (
        f"Ce que gagnent les parties prenantes qui contribuent ({listed(givers)}) couvre "
        f"{percent(coverage.likely)} des {costs} de coûts par an{_cases(coverage)}\u00a0: {rest}."
    )


def _cases(coverage: Coverage) -> str:
    worst, best = coverage.worst, coverage.best
    if worst == coverage.likely == best:
        return ""
    low = f"{percent(worst)} au pire" if worst is not None else ""
    high = f"{percent(best)} au mieux" if best is not None else "tout au mieux"
    return f" ({', '.join(filter(None, (low, high)))})"


def tell_payback(coverage: Coverage) -> str:
    """Say after how long what is spent once is paid back; "" when nothing is."""
    spent = coverage.spent_once.likely
    if spent <= 0:
        return ""
    likely, best, worst = coverage.payback
    start = f"{euros(spent)} dépensés une fois"
    if likely is None:
        later = f"\u00a0; au mieux, ils le seraient en {_years(best)}" if best is not None else ""
        return (
            f"{start} ne sont pas remboursés\u00a0: une année probable ne laisse aucun excédent "
            f"pour les rembourser{later}."
        )
    cases = []
    if best is not None and best != likely:
        cases.append(f"{_years(best)} au mieux")
    if worst is None:
        cases.append("jamais au pire")
    elif worst != likely:
        cases.append(f"{_years(worst)} au pire")
    said = f" ({', '.join(cases)})" if cases else ""
    return f"{start} seraient remboursés en {_years(likely)}{said}."


def _years(years: Fraction) -> str:
    tenths = -floor(-years * 10)  # never sooner than it is
    whole, rest = divmod(tenths, 10)
    text = f"{whole:,}".replace(",", _THIN) + (f",{rest}" if rest else "")
    return f"{text}{_NO_BREAK}an{'s' if tenths >= 20 else ''}"


def tell(balance: Balance, template: Template) -> tuple[str, ...]:
    """Tell the whole balance, from its figures alone, in sentences to be copied."""
    return tuple(filter(None, _told(balance, template)))


def _told(balance: Balance, template: Template) -> Iterator[str]:
    if not balance.stamps:
        yield "Aucun € ni aucun ☺ n’est encore posé\u00a0: il n’y a rien à raconter."
        return
    yield _money(balance, template, yearly=True)
    yield _money(balance, template, yearly=False)
    yield from tell_coverage(balance)
    yield tell_payback(balance.coverage)
    yield _nets(balance.parties)
    yield _effects(balance)
    yield _sources(balance.data, "donnée", "Les données")
    yield _sources(balance.crossings, "croisement", "Les croisements")
    if balance.missing:
        yield f"À compléter\u00a0: {', '.join(remark.words for remark in balance.missing)}."


def _money(balance: Balance, template: Template, *, yearly: bool) -> str:
    gains, costs = balance.totals.year if yearly else balance.totals.once
    if gains == costs == Span():
        return ""
    parts = _by_sense(balance, template, yearly=yearly)
    detail = f", dont {listed(parts)}" if len(parts) > 1 else ""
    said = [f"crée {spread(gains)} de gains{detail}"] if gains != Span() else []
    said += [f"coûte {spread(costs)}"] if costs != Span() else []
    joined = f"{',' if detail else ''} et ".join(said)
    return f"{'Par an' if yearly else 'Une fois'}, le cas d’usage {joined}."


def _by_sense(balance: Balance, template: Template, *, yearly: bool) -> list[str]:
    plan = map_plan(template).value
    field = template.field(plan.sense) if plan else None
    parts = []
    for choice in field.choices if field else ():
        total = sum(
            stamp.span.likely
            for stamp in balance.stamps
            if stamp.span and stamp.gain and stamp.sense == choice.key and stamp.yearly == yearly
        )
        if total:
            parts.append(f"{euros(total)} de type «\u00a0{choice.title}\u00a0»")
    return parts


def _nets(parties: Sequence[Party]) -> str:
    moved = [party for party in parties if party.sums.net_year.likely]
    ordered = sorted(moved, key=lambda party: -party.sums.net_year.likely)
    nets = [
        (party.sums.net_year.likely, name_of(party), spread(party.sums.net_year, signed=True))
        for party in ordered
    ]
    joined = "\u00a0; ".join(_ranked(nets))
    return f"Net par an de chacune\u00a0: {joined}." if nets else ""


def _ranked(ordered: Iterable[tuple[int, str, str]]) -> Iterator[str]:
    """Yield a ranking (cents, name, amount in words), those of the same amount told as a tie."""
    for _, same in groupby(ordered, key=lambda one: one[0]):
        tied = [(name, words) for _, name, words in same]
        names, said = [name for name, _ in tied], {words for _, words in tied}
        if len(tied) == 1 or len(said) > 1:
            yield ", à égalité avec ".join(f"{name} {words}" for name, words in tied)
        else:
            yield f"{listed(names)}, à égalité, {said.pop()}"


def _effects(balance: Balance) -> str:
    totals = balance.totals
    worth = [
        f"{euros(cents)} {when}"
        for cents, when in (
            (totals.equivalent_year, "par an"),
            (totals.equivalent_once, "une fois"),
        )
        if cents
    ]
    untold = counted(totals.untold, "smiley")
    if worth:
        said = f"À part, les effets qualitatifs équivalent à {listed(worth)}"
        verb = "n’a" if totals.untold == 1 else "n’ont"
        more = f"\u00a0; {untold} {verb} pas encore d’équivalent" if totals.untold else ""
        return f"{said}, jamais ajoutés aux euros{more}."
    if totals.untold:
        return f"{untold} {'attend' if totals.untold == 1 else 'attendent'} encore un équivalent."
    return ""


def _sources(worths: Sequence[Worth], one: str, many: str) -> str:
    known = [worth for worth in worths if worth.sums.gains_year]
    if not known:
        return ""
    ordered = sorted(known, key=lambda worth: -worth.sums.gains_year)
    third = ordered[:3][-1].sums.gains_year  # who is tied with the third is told too
    told = [
        (worth.sums.gains_year, title_of(worth), euros(worth.sums.gains_year))
        for worth in ordered
        if worth.sums.gains_year >= third
    ]
    joined = "\u00a0; ".join(_ranked(told))
    shared = any(worth.shared for worth in ordered)
    warning = " (les mêmes timbres comptent pour plusieurs\u00a0: à ne pas ajouter)"
    subject = f"Le {one}" if one != "donnée" else "La donnée"
    start = many if len(ordered) > 1 else subject
    verb = "sont à la source" if len(ordered) > 1 else "est à la source"
    return f"{start} {verb} de gains par an\u00a0: {joined}{warning if shared else ''}."


def title_of(worth: Worth) -> str:
    """Return what a donnée or a croisement is called, between quotation marks."""
    return quoted(shortened(worth.title)) if one_line(worth.title) else "sans nom"
