"""Cases told in a camp, for tests: a full telling, and told cases put straight into the store."""

from __future__ import annotations

from sqlalchemy import Connection

from workshop.model.camp import Seat
from workshop.model.case import (
    Outcome,
    StoryDraft,
    StoryMove,
    Submission,
    SubmissionEvent,
    SubmissionState,
    Visibility,
)
from workshop.services.app.context import AppContext
from workshop.store import submissions

TELLING = StoryDraft(
    stuck="通知贴了一个月，没有一个人来",
    obstacles=("O3", "O5"),
    setting="old_unit",
    committee_support=2,
    familiarity=1,
    households=640,
    groups=1,
    moves=(
        StoryMove("seep", "天天傍晚去院坝坐一个钟头", "社工"),
        StoryMove("announce", "开会讲清楚有多少钱"),
    ),
    outcomes=(("O3", Outcome.PASSED), ("O5", Outcome.NOT)),
    result="三个月以后有七个人固定来",
    not_again="一上来就发问卷",
    without=("worker_time",),
    without_words="要有人耗得起时间",
    first_step="要是今天傍晚不下雨，就去院坝坐半个钟头，和一个人说上话",
    question="头一个开口的人，您是怎么碰上的？",
    title="坐出来的七个人",
    period="2025",
    stage="0",
    limits="社工每天都在；换成一周来一次就不知道了。",
)


def put_told(
    context: AppContext,
    seat: Seat,
    id: str,
    *,
    telling: StoryDraft = TELLING,
    state: SubmissionState = SubmissionState.PUBLISHED,
    visibility: Visibility = Visibility.ROOM,
    consent: str = "room 2026-11",
    contact_ok: bool = False,
) -> Submission:
    """A told case as if it had come so far."""
    told = Submission(
        id,
        seat.camp,
        seat.id,
        seat.community,
        state,
        visibility,
        consent,
        contact_ok,
        "zh",
        telling,
        1,
        context.now(),
    )

    def use_case(connection: Connection) -> None:
        submissions.add_submission(connection, told)
        if state is SubmissionState.PUBLISHED:
            submissions.add_line(connection, id, SubmissionEvent.PUBLISHED, "", "facilitator", context.now())

    context.store.write(use_case)
    return told
