"""Who sits for a portrait: everything that makes one person, drawn from a seed."""

from dataclasses import dataclass

from demo.pictures.canvas import Page
from demo.pictures.poster import CLOTHES, SKINS, Mix

DARK_HAIR: tuple[Mix, ...] = ({"deep": 1.0, "warm": 0.2}, {"deep": 0.9, "warm": 0.75})
LIGHT_HAIR: tuple[Mix, ...] = (
    {"sun": 0.75, "warm": 0.28},
    {"warm": 0.72, "sun": 0.7, "deep": 0.12},
    {"deep": 0.7, "warm": 0.7, "sun": 0.4},
    {"sun": 0.5, "warm": 0.2, "deep": 0.24},
)
GREY_HAIR: tuple[Mix, ...] = ({"deep": 0.2}, {"deep": 0.34, "cool": 0.12}, {"deep": 0.1, "sun": 0.06})


def more(mix: Mix, **ink: float) -> Mix:
    """A mix with some inks added, up to solid."""
    return {name: min(1.0, mix.get(name, 0.0) + ink.get(name, 0.0)) for name in {*mix, *ink}}


@dataclass
class Sitter:
    """Everything that makes one person: age 0 young to 2 old; sizes as parts of the usual."""

    woman: bool
    age: int
    skin: Mix
    hair: Mix
    cut: str
    beard: str
    glasses: int  # 0 none, 1 round, 2 square
    clothes: str
    cloth: Mix
    under: Mix
    jaw: float
    brow: float
    smile: float
    turn: float

    @classmethod
    def of(cls, page: Page, seed: int) -> "Sitter":
        """The person of a seed."""
        rng = page.rng
        woman, age = seed % 2 == 0, seed // 2 % 3
        tone = int(rng.choice(5, p=[0.37, 0.34, 0.13, 0.09, 0.07]))
        pool = (
            GREY_HAIR
            if age == 2 or (age == 1 and rng.random() < 0.2)
            else LIGHT_HAIR
            if tone < 2 and rng.random() < 0.75
            else DARK_HAIR
        )
        if woman:
            cuts = {
                0: ["long", "long", "bob", "bun", "curls"],
                1: ["long", "bob", "bun", "curls", "short"],
                2: ["short", "bob", "bun", "short", "curls"],
            }[age]
            cut = "scarf" if tone > 0 and rng.random() < (0.1, 0.25, 0.4, 0.3, 0.25)[tone] else str(rng.choice(cuts))
        else:
            cut = str(
                rng.choice(
                    {
                        0: ["short", "quiff", "curls", "quiff", "cap"],
                        1: ["short", "quiff", "receding", "short", "shaven"],
                        2: ["receding", "receding", "bald", "short", "cap"],
                    }[age]
                )
            )
        beard = (
            ""
            if woman
            else str(
                rng.choice(
                    {
                        0: ["", "", "", "stubble"],
                        1: ["", "full", "stubble", "moustache", "full"],
                        2: ["", "full", "moustache", "full"],
                    }[age]
                )
            )
        )
        cloth, under = rng.choice(len(CLOTHES), 2, replace=False)
        glasses = int(rng.choice([0, 1, 2])) if rng.random() < (0.3, 0.45, 0.7)[age] else 0
        clothes = str(rng.choice(["jacket", "knit", "shirt", "crew", "rollneck"]))
        jaw = rng.uniform(0.9, 1.0) if woman else rng.uniform(0.98, 1.1)
        pick = pool[int(rng.integers(0, len(pool)))]
        return cls(
            woman,
            age,
            SKINS[tone],
            pick,
            cut,
            beard,
            glasses,
            clothes,
            CLOTHES[cloth],
            CLOTHES[under],
            jaw,
            rng.uniform(0.85, 1.2),
            rng.uniform(0.0, 1.0),
            rng.uniform(-0.07, 0.07),
        )
