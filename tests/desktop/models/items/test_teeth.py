import pytest

from desktop.models.items.teeth import place_words


@pytest.mark.rule("PLAN-2")
@pytest.mark.parametrize(
    ("tooth", "surface", "words"),
    [
        ("1", "", "Upper right wisdom tooth, tooth 1"),
        ("8", "", "Upper right central incisor, tooth 8"),
        ("9", "", "Upper left central incisor, tooth 9"),
        ("14", "MOD", "Upper left first molar, tooth 14"),
        ("16", "", "Upper left wisdom tooth, tooth 16"),
        ("17", "", "Lower left wisdom tooth, tooth 17"),
        ("24", "", "Lower left central incisor, tooth 24"),
        ("25", "", "Lower right central incisor, tooth 25"),
        ("30", "", "Lower right first molar, tooth 30"),
        ("32", "", "Lower right wisdom tooth, tooth 32"),
        ("A", "", "Upper right second baby molar, tooth A"),
        ("E", "", "Upper right central baby incisor, tooth E"),
        ("F", "", "Upper left central baby incisor, tooth F"),
        ("K", "", "Lower left second baby molar, tooth K"),
        ("T", "", "Lower right second baby molar, tooth T"),
    ],
)
def test_a_tooth_is_said_in_words(tooth, surface, words):
    assert place_words(tooth, surface) == words


@pytest.mark.parametrize("tooth", ["0", "33", "48", "U", "AA", "²", "١", "-3"])
def test_what_is_no_number_of_this_notation_stays_as_it_is_written(tooth):
    assert place_words(tooth) == f"Tooth {tooth}"


@pytest.mark.parametrize(
    ("tooth", "words"),
    [
        ("25, 26,27,28", "Lower right, 4 teeth"),
        ("25-28", "Lower right, 4 teeth"),
        ("3, 14", "Teeth 3, 14"),
        ("7-10", "Teeth 7, 8, 9, 10"),
        ("3, 99", "Teeth 3, 99"),
        ("28-25", "Tooth 28-25"),
        ("11-99", "Tooth 11-99"),
    ],
)
def test_several_teeth_are_named_by_their_quarter_or_one_by_one(tooth, words):
    assert place_words(tooth) == words


@pytest.mark.parametrize(
    ("surface", "words"),
    [("UL", "Upper left"), ("l", "Lower teeth"), ("U", "Upper teeth"), ("MOD", ""), ("", "")],
)
def test_without_a_tooth_the_part_of_the_mouth_is_named(surface, words):
    assert place_words("", surface) == words
    assert place_words(" , ", surface) == words
