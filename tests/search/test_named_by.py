"""Words of a department's own name say only whose figures are meant (部门自称)."""

from search.matching.metrics import named_by
from search.words.lexicon import terms_of


def test_words_of_the_departments_own_name_say_only_whose_figures_are_meant() -> None:
    assert named_by(terms_of("消防罚没款"), "茂陵县消防救援大队") == (True, False)
    assert named_by(terms_of("消防车"), "茂陵县消防救援大队") == (False,)
    assert named_by(terms_of("公积金"), "桂川市住房公积金管理中心") == (False,)  # nothing else is asked for
