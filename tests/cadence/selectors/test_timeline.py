"""The picture of a cadence: where each knot, gap and weekend stands."""

from cadence.models import Step
from cadence.selectors.timeline import timeline_of


def steps(*planned: tuple[int, str]) -> list[Step]:
    return [
        Step(number=number, day=day, channel=channel, title=f"Step {number}")
        for number, (day, channel) in enumerate(planned, start=1)
    ]


def test_days_run_from_left_to_right_and_channels_are_lanes() -> None:
    drawn = timeline_of(steps((1, "email"), (4, "linkedin"), (8, "call"), (43, "email")))

    assert [lane.name for lane in drawn.lanes] == ["E-mail", "Call", "LinkedIn"]
    assert [(knot.x, knot.y) for knot in drawn.knots] == [
        ("96.0", 46),
        ("178.4", 138),
        ("288.3", 92),
        ("1250.0", 46),
    ]
    assert [tick.day for tick in drawn.ticks] == [1, 8, 15, 22, 29, 36, 43]


def test_a_gap_over_seven_days_is_late() -> None:
    drawn = timeline_of(steps((1, "email"), (8, "call"), (17, "email")))

    assert [(gap.days, gap.late) for gap in drawn.gaps] == [(7, False), (9, True)]


def test_nothing_planned_draws_nothing() -> None:
    drawn = timeline_of([])

    assert (drawn.knots, drawn.gaps, drawn.lanes) == ([], [], [])
