"""Every objection that the program can raise has its sentence."""

import re
from pathlib import Path

from desktop_app.domain.issue import objection
from desktop_app.services.wording import SENTENCES, sentence, sentences

PROGRAM = Path(__file__).parents[3] / "desktop_app"
RAISED = re.compile(r"(?:objection|warning)\(\s*\w+(?:\.\w+)*\s*,\s*\"(\w+)\"|"
                    r"(?:objection|warning)\(\s*\"\w+\",\s*\"(\w+)\"")  # fmt: skip


def test_every_code_in_the_program_has_a_sentence():
    text = "\n".join(path.read_text(encoding="utf-8") for path in PROGRAM.rglob("*.py"))
    codes = {one or other for one, other in RAISED.findall(text)}
    assert len(codes) > 30
    assert codes - set(SENTENCES) == set()


def test_a_sentence_names_its_details_and_is_said_once():
    taken = objection("id_number", "id_taken", name="张𬱖")
    assert sentence(taken) == "张𬱖 has this ID number already."
    assert sentences([taken, taken]) == sentence(taken)
