"""Near-duplicates, reserved texts and the byte-pair vocabulary."""

import hashlib
import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training import decontaminate
from training.decontaminate import Reserved, hash_code, hash_evaluation, hash_request
from training.dedupe import NearDuplicates, sign
from training.tokenizer import INDENTS, RESERVED_TOKENS, train_tokenizer
from training.workspace import DataError

WORDS = [
    f"{one}_{other}" for one in ("read", "write", "count") for other in ("lines", "words", "files", "keys", "rows")
]


def make_function(seed: int, lines: int = 30) -> str:
    """Return some code that depends on the seed."""
    rng = random.Random(seed)
    body = [
        f"    {rng.choice(WORDS)} = {rng.choice(WORDS)}({rng.choice(WORDS)}, {rng.randrange(100)})"
        for _ in range(lines)
    ]
    return "\n".join([f"def {rng.choice(WORDS)}():", *body, ""])


def jaccard(one: str, other: str) -> float:
    """The share of five-token runs that two texts have in common, counted out."""

    def runs(text: str) -> set[tuple[str, ...]]:
        tokens = re.findall(r"\w+|[^\w\s]", text)
        return {tuple(tokens[start : start + 5]) for start in range(len(tokens) - 4)}

    return len(runs(one) & runs(other)) / len(runs(one) | runs(other))


def test_signatures_estimate_the_share_of_common_runs():
    """Where signatures agree is close to the exact share, for any amount of editing."""
    errors = []
    for seed in range(20):
        lines = make_function(seed, 60).split("\n")
        edited = "\n".join(line for number, line in enumerate(lines) if number % (seed + 2))
        estimate = float((sign("\n".join(lines)) == sign(edited)).mean())
        errors.append(abs(estimate - jaccard("\n".join(lines), edited)))
    assert max(errors) < 0.2
    assert sum(errors) / len(errors) < 0.07


def test_near_duplicates_are_found_and_others_are_not():
    """A text with one changed line is a duplicate; two hundred others are not."""
    seen = NearDuplicates()
    assert all(seen.add(sign(make_function(seed))) for seed in range(200))
    assert not any(seen.add(sign(make_function(seed) + "    changed = 1\n")) for seed in range(200))
    assert seen.add(sign(make_function(999)))


def test_spaces_make_no_difference_and_short_texts_are_no_problem():
    """Texts of fewer than five tokens, and none at all, have signatures too."""
    assert (sign("a = b + c\n") == sign("a=b+c")).all()
    seen = NearDuplicates()
    assert seen.add(sign(""))
    assert seen.add(sign("x"))
    assert not seen.add(sign("x"))


def test_hashes_are_those_that_the_reserved_file_describes():
    """The quick way of hashing equals the one that the file's `how` spells out."""
    code = "def f(x):\n    return [x ** 2 for x in range(10)]  # ünicode\n"
    tokens = re.findall(r"\w+|[^\w\s]", code)
    slow = [hashlib.md5(" ".join(tokens[i : i + 12]).encode()).hexdigest()[:12] for i in range(len(tokens) - 11)]
    assert [found.hex() for found in hash_code(code)] == slow
    assert hash_request("  Reverse a List. ").hex() == hashlib.md5(b"reverse a list").hexdigest()[:12]
    assert list(hash_code("too short")) == []


def test_the_reserved_files_are_read():
    """Both files are in the repository, hold hashes only, and some thousands of them."""
    reserved = Reserved.load()
    assert len(reserved.requests) > 2000
    assert len(reserved.benchmark_runs) > 50_000
    assert len(reserved.evaluation_runs) > 50_000
    for file in (decontaminate.RESERVED, decontaminate.EVALUATION):
        values = json.loads(file.read_text(encoding="utf-8"))
        assert all(re.fullmatch(r"[0-9a-f]{12}", value) for value in (*values["requests"], *values["shingles"]))


def test_a_benchmark_run_is_found_inside_other_code():
    """Twelve tokens in a row are enough, eleven are not."""
    secret = "for index , value in enumerate ( secrets ) : total +="
    reserved = Reserved(frozenset(), frozenset(hash_code(secret)), frozenset())
    assert reserved.holds_code(f"total = 0\n{secret} value\n")
    assert not reserved.holds_code("for index, value in enumerate(secrets):\n    other += value\n")


def test_our_evaluation_is_found_by_a_line_or_two_not_by_an_idiom():
    """A short text that is a quarter the evaluation's goes, and so does a long one with twenty-one tokens of it."""
    secret = (
        "with open(path, encoding='utf-8') as file:\n    rows = [line.split(';') for line in file if line.strip()]\n"
    )
    reserved = Reserved(frozenset(), frozenset(), frozenset(hash_code(secret)))
    idiom = "with open(path, encoding='utf-8') as file:\n"
    other = make_function(1, 40)
    assert reserved.holds_code(secret)
    assert reserved.holds_code(other + secret + make_function(2, 40))
    assert not reserved.holds_code(other + idiom + "    text = file.read()\n")
    assert not reserved.holds_code("x = 1")


def test_evaluation_files_become_hashes_of_prompts_and_all_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Every text of a task is covered, nested ones included; none is written out."""
    code = "values = [value * 2 for value in numbers if value]"
    rows = [{"id": 1, "prompt": "Double them.", "answers": [{"code": code}]}]
    hashes = hash_evaluation(rows)
    assert hashes["requests"] == [hash_request("double them").hex()]
    assert set(hashes["shingles"]) == {found.hex() for found in hash_code(code)}
    task = tmp_path / "tasks.jsonl"
    task.write_text(json.dumps(rows[0]), encoding="utf-8")
    monkeypatch.setattr(decontaminate, "EVALUATION", tmp_path / "hashes.json")
    assert decontaminate.main([str(task)]) == 0
    assert "values" not in (tmp_path / "hashes.json").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tokenizer():
    """A small vocabulary trained on made-up code."""
    return train_tokenizer((make_function(seed) for seed in range(300)), 420)


def test_the_vocabulary_has_the_size_asked_for_and_the_reserved_tokens_first(tokenizer):
    """Reserved tokens have the first ids and are never split."""
    assert tokenizer.get_vocab_size() == 420
    assert [tokenizer.token_to_id(token) for token in RESERVED_TOKENS] == list(range(len(RESERVED_TOKENS)))
    assert tokenizer.encode("<|request|>x<|answer|>").ids[0] == tokenizer.token_to_id("<|request|>")


def test_too_little_text_says_so():
    """A vocabulary larger than the text can fill is an error, not a smaller vocabulary."""
    with pytest.raises(DataError, match="too small for 5000 tokens"):
        train_tokenizer(["x = 1"], 5000)


@pytest.mark.parametrize("indent", [4, 8, 12, 16, 20, 24])
def test_a_line_end_with_its_indentation_is_one_token(tokenizer, indent: int):
    """So is a run of spaces, and so are empty lines."""
    for text in ("\n" + " " * indent, "\n\n" + " " * indent, "\n\n\n"):
        assert len(tokenizer.encode(text).ids) == 1
    assert len(tokenizer.encode(INDENTS[indent - 2]).ids) == 1


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
def test_decoding_gives_back_any_text(tokenizer, text: str):
    """Byte-level pairs lose nothing: no character, no space, no line end."""
    assert tokenizer.decode(tokenizer.encode(text, add_special_tokens=False).ids, skip_special_tokens=False) == text


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet=" \n\tab1_.(é", max_size=60))
def test_decoding_gives_back_any_mixture_of_spaces(tokenizer, text: str):
    """The characters that splitting looks at, in every order."""
    assert tokenizer.decode(tokenizer.encode(text, add_special_tokens=False).ids, skip_special_tokens=False) == text
