"""Lost opening marks come back where the sentence places them, and nowhere else."""

from __future__ import annotations

import pytest

from ingest.clean.quotations import reopen_quotations


@pytest.mark.parametrize(
    ("lost", "mended"),
    [
        (
            "The port will stay shut,” Coyle said on Monday.",
            "“The port will stay shut,” Coyle said on Monday.",
        ),
        (
            "The vote was close. We were robbed of the port,” said Ada Coyle.",
            "The vote was close. “We were robbed of the port,” said Ada Coyle.",
        ),
        (
            "The minister said, We have no ships left.”",
            "The minister said, “We have no ships left.”",
        ),
        (
            "Who will pay?” asked the envoy, adding: We shall not.”",
            "“Who will pay?” asked the envoy, adding: “We shall not.”",
        ),
    ],
)
def test_whole_sentence_is_opened_where_it_began(lost: str, mended: str) -> None:
    assert reopen_quotations((lost,)) == ((mended,), mended.count("“"))


@pytest.mark.parametrize(
    "text",
    [
        "Coyle called him a petty tyrant” and a fool.”",
        "He warned of close ties with the cartel,” owing to his years in the port.",
        "The motion was a coup.” Coyle later wrote to the council.",
        "“The port stays shut,” Coyle said.",
        '"The port stays shut,” Coyle said.',
    ],
)
def test_nobody_is_quoted_with_words_that_may_be_the_writers(text: str) -> None:
    assert reopen_quotations((text,)) == ((text,), 0)
