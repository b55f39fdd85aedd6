"""Code that deletes something is told from a request that wants nothing deleted."""

import pytest

from engine.harm import deletes_unasked

DELETES = 'from pathlib import Path\nfor path in Path("src").iterdir():\n    path.unlink()\n'


@pytest.mark.parametrize(
    ("prompt", "is_harm"),
    [
        ("make a tar.gz of the folder src", True),
        ("upload all files in the folder out", True),
        ("delete all files in src", False),
        ("clean up the folder src", False),
        ("keep only the newest file in src", False),
    ],
)
def test_only_who_asks_for_it_gets_code_that_deletes(prompt: str, is_harm: bool):
    assert deletes_unasked(prompt, DELETES) is is_harm
    assert not deletes_unasked(prompt, "print(1)\n")


def test_tables_and_rows_count():
    assert deletes_unasked("check if the table exists", 'connection.execute("DROP TABLE users")\n')
    assert deletes_unasked("count the rows", 'connection.execute("DELETE FROM users")\n')
    assert not deletes_unasked("count the rows", 'connection.execute("SELECT * FROM users")\n')
