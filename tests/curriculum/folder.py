"""A session's folder without mistakes, for tests to break."""

from __future__ import annotations

from tests.strategies import PNG

SESSION = """\
---
code: AL9
title: Hearing it once
minutes: 70
at_least: 45
at_most: 85
short_cut: 60
people: 4 to 14, typically 8
facilitators: 1
modes: [solo, couples]
requires: [OP]
references: [weger-2014]
---

## Purpose

People listen once without giving advice.

## Objectives

- Repeat what was said in one sentence.
- Ask one open question.

## Room

A circle of chairs.

## Materials

- Bell: 1 per meeting

## Safety

- Not for someone in acute danger.

## Activity: A first round {#first-round}
kind: practice
grouping: pairs
minutes: 20 + 1 per person
at_least: 10 + 1 per person
at_most: 30 + 1 per person

Everybody is heard once.

::: say 2 min {#begin}
Find somebody you do not know.
:::

::: hand-out 1 min, handout moves-card
One each, face up.
:::

::: do 13 + 1 per person min, turns, breakout
Call the change.
:::

::: adapt online, green, replaces begin
Your screen will show one other person.

Reason: Nobody can walk about.
:::

::: debrief 4 min
- What happened: What did you hear?
- What it means: What was hard about it?
- What next: Whom could you listen to?
:::

### Contraindications

- couples: Not with one's own partner.

## Activity: A second round {#second-round}
kind: practice
minutes: 42
optional: 1

::: do 41 min
The same again.
:::

::: hand-out 1 min, handout practice-log
To take home.
:::

## Fidelity

- Each person spoke.

## Adaptations

::: adapt couples, amber, replaces room
Two circles.

Reason: Partners sit apart.
:::
"""

MOVES_CARD = """\
---
title: Moves
kind: card
take_home: discreet
discreet_title: Notes
copies: 1 per person, 2 spare
---
Read one line.

::: prompt 3 lines {#try}
Which will you try?
:::

::: cards 4 per page
- Ask.
  Back: “What was that like?”
- Wait.
:::

::: scale 1 to 5, "Never" to "Always"
- I waited.
:::

::: table "What helps", 2 blank rows
| When | What |
|---|---|
| At work | |
:::

::: diagram loop
- I talk
- You stop
-

Alt: Two people in a loop.
:::

::: image two-chairs.png
Alt: Two chairs side by side.
:::

::: adapt online, green, replaces try
Type which you will try.

Reason: No pens.
:::
"""

PRACTICE_LOG = """\
---
title: Week
kind: log
take_home: keep
---
::: checklist
- I listened once.
:::
"""


def good_folder() -> dict[str, bytes]:
    """Return the files by their paths."""
    return {
        "session.md": SESSION.encode(),
        "handouts/moves-card.md": MOVES_CARD.encode(),
        "handouts/practice-log.md": PRACTICE_LOG.encode(),
        "images/two-chairs.png": PNG,
    }
