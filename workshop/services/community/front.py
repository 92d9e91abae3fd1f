"""The front page of a camp: what its communities' pages share, the principles the room wrote, what was promised.

Read by the desk and by the report, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workshop.base.local_time import local_day
from workshop.base.text import Language
from workshop.learning.community.repayment import figures
from workshop.model.camp import Camp, Community
from workshop.model.community.circle import who_want_to_try
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.community import grants
from workshop.services.community.camp_page import CampPage, camp_page
from workshop.services.community.lives import circles
from workshop.services.community.one_page import OnePage, one_page
from workshop.services.community.page_facts import GatheredFacts, facts_in
from workshop.services.community.principles import PrincipleCard, principle_cards
from workshop.services.follow.due import counts_of


def camp_front(context: AppContext, camp: Camp, language: Language) -> tuple[CampPage, dict[str, OnePage]]:
    """The camp's page, and those of its communities by name."""
    gathered = facts_in(context, camp, language)
    places = camps.communities(context, camp.id)
    pages = {place.id: one_page(gathered.of(place), gathered.rubric) for place in places}
    cards = principle_cards(context, camp, language)
    return front_of(gathered, places, pages, cards), {place.name: pages[place.id] for place in places}


def front_of(
    gathered: GatheredFacts,
    places: Sequence[Community],
    pages: Mapping[str, OnePage],
    cards: Sequence[PrincipleCard],
) -> CampPage:
    """The camp's page from what was read already, its small grants and its sharing meetings."""
    context = gathered.context
    meetings = circles.circles(context, places)
    return camp_page(
        {place.name: pages[place.id] for place in places},
        cards,
        counts_of([one.latest for one in gathered.promises]),
        figures(grants.grants(context, places), local_day(context.now())),
        # By community: a name of two communities is two people.
        sum(
            len(who_want_to_try(line for line in meetings if line.community == place.id)) for place in places
        ),
    )
