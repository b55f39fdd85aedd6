"""Later stages: what they read is what the engine writes at run time, and they go on where an earlier one stopped."""

import itertools
import random
from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.config import ModelConfig
from engine.cookbook import Recipe, load_cookbook
from engine.errors import ConfigError
from engine.index import build_index
from engine.matcher import Matcher
from engine.prompting import MAX_CONTEXT_TOKENS, tagged_prompt, write_context
from engine.rewrite import rename
from engine.tokenizer import BytePairTokenizer
from training.data import ANSWER, PADDING, READ, SEEN, PackedData, open_data, write_ids, write_rows
from training.documents import (
    Document,
    begin_function,
    pack,
    write_copy,
    write_function,
    write_gap,
    write_pair,
    write_plain,
)
from training.optimizers import build_optimizers, take_over
from training.presets import PRESETS, PYSMITH, Preset, StageData, TrainConfig, at_stage, stage_before
from training.run_state import RunFolder
from training.stage_data import SHARES, Contexts, other_names, prepare_stage, squeeze
from training.synthetic import vary
from training.tokenizer import train_tokenizer
from training.trainer import Machine, Trainer
from training.workspace import DataError, read_jsonl, write_jsonl

PAGE = """# Numbers

## Add up the numbers in `numbers`
- total of a list of numbers
```python
total = sum(numbers)
```

## Print the largest number of `numbers`
- show the biggest number in a list
```python
print(max(numbers))
```

## Print the smallest number of `numbers`
- show the least number in a list
```python
print(min(numbers))
```

## Multiply the numbers: `product(numbers)`
```python
import math


def product(numbers):
    \"\"\"Return the product of the numbers.\"\"\"
    return math.prod(numbers)
```
"""
FUNCTION = 'import math\n\n\ndef area(r):\n    """Return the area of a circle."""\n    return math.pi * r**2\n'
MODEL = ModelConfig(
    vocab_size=400,
    context_length=64,
    n_layer=1,
    n_head=2,
    n_kv_head=2,
    d_model=16,
    d_ff=32,
    positions="rope",
    norm="rms",
    activation="swiglu",
    qk_norm=True,
    tied_embeddings=True,
    bias=False,
)
TRAIN = TrainConfig(
    steps=6, batch_size=2, sequence_length=32, learning_rate=1e-2, optimizer="muon", ema_decay=0.9, eval_every=2
)


@pytest.fixture(scope="module")
def tokenizer():
    return BytePairTokenizer(train_tokenizer([PAGE, FUNCTION] * 3, 400).to_str())


@pytest.fixture(scope="module")
def matcher(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cookbook")
    (folder / "numbers.md").write_text(PAGE, encoding="utf-8")
    return Matcher(build_index(load_cookbook([folder])))


@pytest.fixture
def corpus(tmp_path):
    recipes = [
        {"source": "cookbook", "group": "numbers.md", "request": ask, "code": code, "all_names_defined": True}
        for ask, code in (
            ("Add up the numbers in `numbers`", "total = sum(numbers)\n"),
            ("total of a list of numbers", "total = sum(numbers)\n"),
            ("Print the largest number of `numbers`", "print(max(numbers))\n"),
            ("return the area of a circle", FUNCTION),
        )
    ]
    unsure = {**recipes[0], "source": "conala", "request": "nobody knows x", "code": "x + unknown\n"}
    for split in ("train", "validation"):
        folder = tmp_path / "corpus" / split
        write_jsonl(folder / "pairs.jsonl", [*recipes, unsure | {"all_names_defined": False}])
        write_jsonl(folder / "code.jsonl", [{"text": "a = 1\nb = 2\nc = 3\nd = 4\ne = 5\n"}] * 4)
        write_jsonl(folder / "prose.jsonl", [{"text": "# Numbers\n"}])
    return tmp_path / "corpus"


# ------------------------------------------------------------ documents
def test_a_pair_is_what_the_engine_asks_and_then_the_answer(tokenizer):
    document = write_pair(tokenizer, "add the numbers", "total = sum(numbers)\n", "# Old\nx = 1\n")
    asked = tagged_prompt(tokenizer, "add the numbers", "# Old\nx = 1\n")
    assert document.ids[: document.answer_from] == asked
    assert tokenizer.decode(document.ids[document.answer_from :]) == "total = sum(numbers)\n"
    assert document.ids[-1] == tokenizer.special_id("<|endoftext|>")


def test_what_is_seen_beside_a_request_is_not_learnt(tokenizer):
    alone = write_pair(tokenizer, "add the numbers", "total = sum(numbers)\n")
    beside = write_pair(tokenizer, "add the numbers", "total = sum(numbers)\n", "# Old\nx = 1\n")
    mark = tokenizer.special_id("<|answer|>")
    for document in (alone, beside):
        (ids,), (marks,) = pack([document], 255)
        learnt = [number for number in ids[marks >= READ].tolist() if number != mark]
        assert learnt == [number for number in alone.ids if number != mark], "request and answer, and no more"
    assert (marks == SEEN).sum() == len(beside.ids) - len(alone.ids) + 1, "the context, up to the answer"


def test_a_copy_can_be_answered_by_looking_back_and_by_nothing_else(tokenizer):
    """The title that the request repeats, but for a changed value, stands before the answer with the old value."""
    context, answer_mark = (tokenizer.special_id(name) for name in ("<|context|>", "<|answer|>"))
    changed = 0
    for seed in range(60):
        document = write_copy(tokenizer, random.Random(seed))
        ids = document.ids
        asked_from, seen_from = 1, ids.index(context)
        assert ids[document.answer_from - 1] == answer_mark
        request, answer = ids[asked_from : seen_from - 1], ids[document.answer_from : -1]
        seen = ids[seen_from + 1 : document.answer_from - 1]
        places = [
            at
            for at in range(len(seen) - len(request))
            if sum(a != b for a, b in zip(seen[at:], request, strict=False)) <= request.count(request[0])
        ]
        copies = {
            at: [(a, b) for a, b in zip(seen[at:], answer, strict=False) if a != b]
            for at in range(len(seen) - len(answer) + 1)
        }
        differences = min(copies.values(), key=len)
        assert len({old for old, _ in differences}) <= 1, "only one value may differ"
        assert {new for _, new in differences} <= set(request), "and the request names it"
        changed += bool(differences)
        assert places, "the request is one of the titles"
        assert max(request + answer) < tokenizer.vocab_size
        (_,), (marks,) = pack([document], 511)
        assert not (marks == READ).any()
        assert (marks == ANSWER).sum() == len(answer) + 1
    assert 10 < changed < 50


@pytest.mark.parametrize("with_imports", [True, False])
def test_a_begun_function_is_answered_from_its_body_on(tokenizer, with_imports):
    begun, code = begin_function(FUNCTION, with_imports)
    assert begun.startswith("import math") == with_imports
    document = write_function(tokenizer, begun, code)
    asked = tagged_prompt(tokenizer, begun, is_code=True)
    assert document.ids[: document.answer_from] == asked
    assert tokenizer.decode(document.ids[document.answer_from :]) == "\n    return math.pi * r**2\n"
    # How the person ends the beginning makes no difference.
    assert tagged_prompt(tokenizer, begun + "    ", is_code=True)[-8:] == asked[-8:]


@pytest.mark.parametrize(
    "code",
    [
        "x = 1\n",
        "def f():\n    return 1\n",  # says nothing of itself
        'def f():\n    """Do it."""\n',  # has no body
        'x = 1\n\n\ndef f():\n    """Do it."""\n    return x\n',  # needs what people would not have begun with
        "def f(:\n",
    ],
)
def test_other_code_is_no_begun_function(code):
    assert begin_function(code, True) is None


def test_a_gap_put_back_gives_the_code(tokenizer):
    code = "".join(f"line_{number} = {number}\n" for number in range(12))
    for seed in range(20):
        document = write_gap(tokenizer, code, random.Random(seed))
        names = ("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|endoftext|>")
        marks = [document.ids.index(tokenizer.special_id(name)) for name in names]
        before, after, middle = (tokenizer.decode(document.ids[a + 1 : b]) for a, b in itertools.pairwise(marks))
        assert before + middle + after == code
        assert middle
        assert document.answer_from == marks[2] + 1
    assert write_gap(tokenizer, "a = 1\n", random.Random(0)) is None


def test_documents_stay_whole_in_their_rows():
    rng = random.Random(1)
    documents = [
        Document([number + 1] * size, rng.randrange(size)) for number in range(300) if (size := rng.randint(2, 30))
    ]
    ids, marks = pack(documents, 31)
    assert ids.shape[1] == 32
    found = sorted(
        (int(i), int(n)) for row in ids for i, n in zip(*np.unique(row[row > 0], return_counts=True), strict=False)
    )
    assert found == sorted((d.ids[0], len(d.ids)) for d in documents)
    assert (marks == ANSWER).sum() == sum(len(d.ids) - d.answer_from for d in documents)
    assert ((marks == PADDING) == (ids == 0)).all()
    assert (marks == PADDING).mean() < 0.1


def test_a_long_answer_is_left_out_and_a_long_text_is_cut(tokenizer):
    long = Document(list(range(1, 100)), 50)
    ids, _ = pack([long, Document([7] * 5, 2)], 31)
    assert set(ids.ravel().tolist()) == {0, 7}
    ids, marks = pack([Document(list(range(1, 100)), 99)], 31)
    assert sorted(ids[ids > 0].tolist()) == list(range(1, 100))
    assert not (marks == ANSWER).any()
    assert write_plain(tokenizer, "x = 1\n").is_answer is False


# ------------------------------------------------------------ what stands beside a request
def test_only_what_is_called_own_holds_the_answer(matcher, tokenizer):
    recipes = {recipe.title: recipe for recipe in matcher.recipes}
    allowed = frozenset(squeeze(recipe.code) for recipe in recipes.values())
    contexts = Contexts(matcher, allowed, tokenizer)
    kinds = set()
    for recipe in recipes.values():
        for ask in (*recipe.asks, f"please {recipe.asks[-1]}"):
            for seed in range(40):
                seen = contexts.choose(ask, recipe.code, random.Random(seed))
                kinds.add(seen.kind)
                assert (squeeze(seen.code) in squeeze(seen.context)) == (seen.kind == "own")
                assert bool(seen.context) == (seen.kind != "none")
                assert seen.code == recipe.code or seen.kind == "own"
    assert {"own", "useful", "none"} <= kinds


def test_other_names_are_words_for_what_the_request_does_not_name():
    code = "total = 0\nfor price in prices:\n    total += price\nprint(total)\n"
    names = other_names(code, "add up the prices", random.Random(3))
    assert names.keys() == {"total"}, "`price` is in the request, `prices` the person's own"
    assert names == other_names(code, "add up the prices", random.Random(3))
    assert rename(code, names).count(names["total"]) == 3


def test_recipes_held_out_are_not_shown(matcher, tokenizer):
    contexts = Contexts(matcher, frozenset({squeeze("print(min(numbers))")}), tokenizer)
    shown = {
        contexts.choose("print the largest number of the list", "print(1)", random.Random(seed)).context
        for seed in range(30)
    }
    assert shown == {"", "# Print the smallest number of numbers\nprint(min(numbers))\n"}


def test_a_context_takes_whole_recipes_while_there_is_room(tokenizer):
    short, long = ("Add `x`", "x = 1\n"), ("Long", "value = 123456789\n" * 200)
    assert write_context(tokenizer, [short, short]) == "# Add x\nx = 1\n\n# Add x\nx = 1\n"
    assert write_context(tokenizer, [short, long]) == "# Add x\nx = 1\n"
    assert write_context(tokenizer, [long]) == ""
    assert write_context(tokenizer, [long, short]) == "# Add x\nx = 1\n"
    assert len(tokenizer.encode(write_context(tokenizer, [short] * 100))) <= MAX_CONTEXT_TOKENS + 100


# ------------------------------------------------------------ data of a stage
def test_a_stage_is_made_of_the_corpus_in_its_shares(corpus, matcher, tokenizer, tmp_path):
    out = tmp_path / "out"
    report = prepare_stage(StageData(pairs=0.5, texts=0.5, gaps=1.0), 120, 63, corpus, matcher, tokenizer, out)
    assert report["train"]["documents"].keys() & {f"pairs, context {kind}" for kind in SHARES}
    assert report["train"]["documents"]["texts with a gap"] >= 1
    ids = np.fromfile(out / "train.bin", dtype="<u2")
    assert len(ids) == report["train"]["rows"] * 64
    assert (ids > 0).sum() <= report["train"]["tokens"]
    assert "unknown" not in tokenizer.decode(ids.tolist()), "its names are not all defined"
    again = prepare_stage(
        StageData(pairs=0.5, texts=0.5, gaps=1.0), 120, 63, corpus, matcher, tokenizer, tmp_path / "again"
    )
    assert again == report
    assert (tmp_path / "again" / "train.bin").read_bytes() == (out / "train.bin").read_bytes()


def test_only_the_sources_asked_for_are_used(corpus, tokenizer, tmp_path):
    with pytest.raises(DataError, match="nothing for this stage"):
        prepare_stage(StageData(pairs=1.0, sources=("nowhere",)), 100, 63, corpus, None, tokenizer, tmp_path)
    report = prepare_stage(StageData(pairs=0.5, functions=0.5), 400, 127, corpus, None, tokenizer, tmp_path)
    assert report["train"]["documents"] == {"pairs, context none": 4, "functions, context none": 1}


def test_a_recipe_is_asked_for_with_other_values_too():
    recipe = Recipe(
        "files/count",
        "Count the lines of `notes.txt`",
        ("Count the lines of `notes.txt`",),
        'with open("notes.txt") as file:\n    print(len(list(file)))\n',
        setup='open("notes.txt", "w").write("a\\nb\\n")\n',
        check="assert out == '2\\n'\n",
    )
    made = [vary(recipe, recipe.title, random.Random(seed)) for seed in range(4)]
    assert all(pair is not None and "notes.txt" not in pair.request + pair.code for pair in made)
    assert all(pair.request.split("`")[1] in pair.code for pair in made)
    assert vary(recipe, "count lines", random.Random(0)) is None


def test_without_a_corpus_the_error_says_what_to_do(tokenizer, tmp_path):
    with pytest.raises(DataError, match="training prepare"):
        prepare_stage(StageData(pairs=1.0), 100, 63, tmp_path, None, tokenizer, tmp_path / "out")


# ------------------------------------------------------------ training on it
def packed(folder, length=32):
    rng = np.random.default_rng(0)
    ids = rng.integers(1, 400, (20, length + 1))
    marks = np.full_like(ids, READ)
    marks[:, length // 2 :] = ANSWER
    marks[:, -3:] = PADDING
    for name in ("train", "validation"):
        write_rows(folder / f"{name}.bin", ids, marks)
    return folder


def test_only_what_counts_is_a_target(tmp_path):
    packed(tmp_path)
    _, everything = PackedData(tmp_path / "train.bin", 32).batch(4, 0, 0)
    ids, answers = PackedData(tmp_path / "train.bin", 32, "answer").batch(4, 0, 0)
    assert (everything == -1).sum() == 4 * 3
    assert (answers[:, :15] == -1).all()
    assert (answers[:, 15:29] == ids[:, 16:30]).all()


def test_each_pass_takes_every_row_once_in_another_order(tmp_path):
    data = PackedData(packed(tmp_path) / "train.bin", 32)
    passes = [[data.batch(5, 3, step)[0] for step in range(start, start + 4)] for start in (0, 4)]
    first, second = (torch.cat(batches) for batches in passes)
    assert not torch.equal(first, second)
    assert (
        sorted(first.tolist())
        == sorted(second.tolist())
        == sorted(torch.from_numpy(data.ids[:, :-1].astype(int)).tolist())
    )


def test_rows_of_another_length_are_refused(tmp_path):
    packed(tmp_path)
    with pytest.raises(DataError, match="Prepare it again"):
        PackedData(tmp_path / "train.bin", 30)
    write_ids(tmp_path / "plain.bin", list(range(100)))
    with pytest.raises(DataError, match="no marks"):
        open_data(tmp_path / "plain.bin", 8, "answer")


def start_stage(earlier, data, run, config=TRAIN):
    torch.set_num_threads(1)
    trainer = Trainer(Preset("tiny", MODEL, config, "tagged"), data, run, Machine())
    if earlier is not None:
        trainer.begin_from(earlier)
    trainer.restore()
    return trainer


def test_a_stage_goes_on_from_the_one_before(tmp_path):
    data = packed(tmp_path / "data")
    before, after = RunFolder(tmp_path / "before"), RunFolder(tmp_path / "after")
    before.begin({"preset": "tiny"})
    first = start_stage(None, data, before)
    first.train(save_every_s=1e9)
    after.begin({"preset": "tiny", "stage": "midtrain"})
    config = replace(TRAIN, learning_rate=1e-4, muon_learning_rate=1e-4, loss_on="answer", decay_steps=6)
    second = start_stage(before, data, after, config)
    assert second.step == 0
    for name, tensor in first.model.state_dict().items():
        assert torch.equal(tensor, second.model.state_dict()[name]), name
    for old, new in zip(first.optimizers, second.optimizers, strict=True):
        assert [group["peak_lr"] for group in new.param_groups] == [1e-4] * len(new.param_groups)
        assert new.state_dict()["state"].keys() == old.state_dict()["state"].keys() != set()
    untouched = (before.path / "state.pt").read_bytes()
    second.train(save_every_s=1e9, stop_at=3)
    resumed = start_stage(before, data, after, config)
    assert resumed.step == 3, "a stage that has begun goes on, and does not begin anew"
    resumed.train(save_every_s=1e9)
    assert (before.path / "state.pt").read_bytes() == untouched
    stages = after.stages()
    assert [(stage.name, stage.rows[-1]["step"]) for stage in stages] == [("pretrain", 6), ("midtrain", 6)]
    assert next(iter(read_jsonl(after.history)))["stage"] == "pretrain"


def test_a_stage_that_was_gone_on_with_is_one_with_all_its_tokens(tmp_path):
    data = packed(tmp_path / "data")
    config = replace(TRAIN, steps=2)
    runs = [RunFolder(tmp_path / name) for name in ("one", "two", "three")]
    for before, run in itertools.pairwise([None, *runs]):
        run.begin({"preset": "tiny", "stage": "midtrain"})
        start_stage(before, data, run, config).train(save_every_s=1e9)
    (stage,) = runs[-1].stages()
    assert stage.rows[-1]["step"] == 6
    assert stage.tokens == 3 * runs[0].stages()[0].tokens


def test_momenta_are_taken_over_and_rates_are_not(tmp_path):
    data = packed(tmp_path / "data")
    first = start_stage(None, data, RunFolder(tmp_path / "run"))
    first.train(save_every_s=1e9)
    fresh = build_optimizers(first.model, replace(TRAIN, weight_decay=0.5))
    take_over(fresh, [optimizer.state_dict() for optimizer in first.optimizers])
    momentum = [state["momentum_buffer"] for state in first.optimizers[0].state.values()]
    assert all(torch.equal(a, b["momentum_buffer"]) for a, b in zip(momentum, fresh[0].state.values(), strict=True))
    assert fresh[0].param_groups[0]["weight_decay"] == 0.5


def test_presets_name_their_stages_in_order():
    assert stage_before(PYSMITH, "midtrain") is None
    assert stage_before(PYSMITH, "finetune") == "midtrain"
    assert at_stage(PYSMITH, "finetune").train.loss_on == "answer"
    assert at_stage(PYSMITH, None) is PYSMITH
    for preset in PRESETS.values():
        for stage in preset.stages.values():
            assert stage.train.sequence_length <= preset.model.context_length
    with pytest.raises(ConfigError, match="midtrain, finetune"):
        at_stage(PYSMITH, "none")
    with pytest.raises(ConfigError, match="add up to 1"):
        StageData(pairs=0.5)
