"""Small grants in words: who covers what, what is owed since when, and how long money takes, with how many receipts."""

from __future__ import annotations

from workshop.base.text import Language, has, say
from workshop.learning.community.repayment import Account, CurrencySums, RepaymentFigures, SettledReceipt
from workshop.model.grant import Grant, GrantTerms, MoneyKind, MoneyLine
from workshop.model.money import yuan
from workshop.model.privacy import MIN_GROUP


def sum_text(fen: int, currency: str, language: Language) -> str:
    """A sum with its currency: `1,000元`, `1,000 yuan`."""
    key = f"grants.currency.{currency}"
    unit = say(language, key) if has(language, key) else currency
    return say(language, "grants.sum_text", sum=yuan(fen), unit=unit)


def title_text(grant: Grant, language: Language) -> str:
    """Whose grant, and what it is for."""
    group = grant.terms.group or say(language, "grants.unnamed")
    return say(language, "grants.line", group=group, what=grant.terms.what)


def line_text(line: MoneyLine, grant: Grant, language: Language) -> str:
    """One line of the account."""
    return say(
        language,
        "grants.money_line_who" if line.who else "grants.money_line",
        day=line.day.isoformat(),
        kind=say(language, f"grants.money.{line.kind.value}"),
        sum=sum_text(line.fen, grant.terms.currency, language),
        who=line.who,
    )


def matching_text(grant: Grant, language: Language) -> str:
    """What it takes and who covers which part, and what of it nobody covers yet."""

    def words(fen: int) -> str:
        return sum_text(fen, grant.terms.currency, language)

    terms = grant.terms
    covered = say(
        language,
        "grants.matching" if terms.project is not None else "grants.matching.open",
        need=words(terms.need),
        asked=words(terms.asked),
        project=words(terms.project or 0),
        sponsors=words(grant.total(MoneyKind.SPONSOR)),
        own=words(terms.own),
    )
    if terms.need:
        name = "gap" if grant.gap > 0 else "over" if grant.gap < 0 else "even"
        covered += say(language, f"grants.{name}", sum=words(abs(grant.gap)))
    return "".join([covered, *(say(language, f"grants.check.{one}") for one in _doubts(terms))])


def _doubts(terms: GrantTerms) -> list[str]:
    """Sums that may be true and are more often a slip: more asked for than it takes, more given than was asked for."""
    found = []
    if terms.need and terms.asked > terms.need:
        found.append("asked")
    if terms.asked and (terms.project or 0) > terms.asked:
        found.append("project")
    return found


def account_text(grant: Grant, account: Account, language: Language) -> tuple[str, ...]:
    """How the money stands today: laid out, repaid, still owed, and what should have come by now."""

    def words(fen: int) -> str:
        return sum_text(fen, grant.terms.currency, language)

    if not account.receipts and not account.paid:
        return (say(language, "grants.no_money"),)
    lines = [
        say(language, "grants.account", laid_out=words(account.laid_out), paid=words(account.paid)),
    ]
    if account.owed:
        lines.append(say(language, "grants.owed", sum=words(account.owed)))
    if account.unspent:
        lines.append(say(language, "grants.unspent", sum=words(account.unspent)))
    beyond = account.laid_out - account.claim
    if beyond:
        lines.append(say(language, "grants.beyond", sum=words(beyond)))
    lines += [receipt_text(one, grant, language) for one in account.overdue]
    return tuple(lines)


def receipt_text(receipt: SettledReceipt, grant: Grant, language: Language) -> str:
    """One receipt that should have been repaid by now."""
    return say(
        language,
        "grants.overdue",
        n=receipt.late,
        sum=sum_text(receipt.claim, grant.terms.currency, language),
        handed_in=receipt.handed_in.isoformat(),
        due=receipt.due.isoformat() if receipt.due else "",
    )


def figures_text(figures: RepaymentFigures, language: Language) -> tuple[str, ...]:
    """All grants together, in sentences; a typical number of days only from enough receipts on."""
    if not figures.grants:
        return ()
    lines = overdue_text(figures, language)
    lines += days_text(figures, language)
    if figures.promised:
        lines.append(say(language, "grants.figures.on_time", n=figures.promised, on_time=figures.on_time))
    lines.append(say(language, "grants.figures.count", n=figures.grants))
    lines += [_sums_text(one, language) for one in figures.sums]
    if figures.sponsored:
        lines.append(say(language, "grants.figures.sponsored", n=figures.sponsored))
    return tuple(lines)


def overdue_text(figures: RepaymentFigures, language: Language) -> list[str]:
    """What is past the day promised, read before anything else."""
    if not figures.overdue:
        return []
    groups = say(language, "grants.comma").join(one for one in figures.groups_overdue if one)
    key = "grants.figures.overdue_of" if groups else "grants.figures.overdue"
    return [say(language, key, n=figures.overdue, groups=groups)]


def _sums_text(sums: CurrencySums, language: Language) -> str:
    def words(fen: int) -> str:
        return sum_text(fen, sums.currency, language)

    told = say(
        language,
        "grants.figures.sums_open" if sums.open == sums.grants else "grants.figures.sums",
        need=words(sums.need),
        project=words(sums.project),
        sponsors=words(sums.sponsors),
        own=words(sums.own),
        paid=words(sums.paid),
        owed=words(sums.owed),
    )
    # What is open is not counted as nothing given.
    if 0 < sums.open < sums.grants:
        told += say(language, "grants.figures.open", n=sums.open)
    return told


def days_text(figures: RepaymentFigures, language: Language) -> tuple[str, ...]:
    """Would advances be repaid: how many were, how many days it took, and who still waits how long."""
    if not figures.receipts:
        return (say(language, "grants.days.none"),)
    parts = [say(language, "grants.days.repaid", n=figures.receipts, repaid=figures.repaid)]
    if figures.waiting:
        parts.append(say(language, "grants.days.waiting", n=figures.waiting, days=figures.longest_wait or 0))
    if not figures.enough:
        parts.append(say(language, "grants.days.few", least=MIN_GROUP))
    elif figures.median is None:
        parts.append(say(language, "grants.days.not_half"))
    else:
        parts.append(
            say(
                language,
                "grants.days.median",
                median=figures.median,
                fastest=figures.fastest or 0,
                slowest=figures.slowest or 0,
                n=figures.receipts,
            )
        )
    return tuple(parts)
