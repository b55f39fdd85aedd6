"""Looking inside a model: the same probabilities as when it wrote, and attention that mixes what the network mixes."""

import math

import pytest
import torch

from engine.checkpoint import load_model
from engine.events import Answer, Candidate
from engine.generation import StopRules, generate
from engine.model import Attention as AttentionLayer
from engine.model import rotary_tables
from engine.prompting import prompt_ids
from engine.sampling import SamplingOptions
from engine.trace import ALTERNATIVES, MAX_ATTENTION_ROWS, reading_windows, trace_answer, trace_text
from tests.test_model import CLASSIC, MODERN
from tests.tiny import save_tiny_model

CODE = "for n in range(3):\n    print(n)\n"


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return load_model(save_tiny_model(tmp_path_factory.mktemp("models") / "tiny"))


def make_answer(prompt="print numbers", code=CODE, **changes):
    values = {"source": "model", "confidence": 0.5, "valid": True, "title": "", "recipe_id": None, "model": "tiny"}
    return Answer("a", prompt, code, seed=0, ms=1.0, **{**values, **changes})


@pytest.mark.parametrize("config", [CLASSIC, MODERN], ids=["classic", "modern"])
def test_weights_mix_the_values_to_what_the_fused_attention_gives(config):
    torch.manual_seed(0)
    layer = AttentionLayer(config).eval()
    x = torch.randn(2, 9, config.d_model)
    rotary = None
    if config.positions == "rope":
        rotary = tuple(table[:9] for table in rotary_tables(config))
    weights = layer.weights(x, rotary)
    values = layer.split(x, rotary)[2].repeat_interleave(config.n_head // config.n_kv_head, dim=1)
    mixed = layer.project((weights @ values).transpose(1, 2).reshape(x.shape))
    torch.testing.assert_close(mixed, layer(x, rotary, None))
    torch.testing.assert_close(weights.sum(-1), torch.ones(2, config.n_head, 9))
    assert not weights.triu(diagonal=1).any()


@pytest.mark.parametrize("length", [20, 150])
def test_a_trace_finds_the_probabilities_that_the_tokens_were_written_with(model, length):
    """Within the context of 64 tokens, and far beyond it, where the model forgets its beginning three times."""
    read = prompt_ids(model, "print numbers")
    rules = StopRules(max_chars=length, max_tokens=length)
    *_, drafts = generate(model.network, model.tokenizer, read, SamplingOptions(), rules, seed=3)
    (draft,) = drafts
    trace = trace_text(model, read, draft.text)
    assert "".join(token.text for token in trace.written) == draft.text
    assert [math.log(token.probability) for token in trace.written] == pytest.approx(draft.log_probabilities, abs=1e-4)


def test_the_alternatives_are_the_likeliest_tokens(model):
    read = prompt_ids(model, "print numbers")
    trace = trace_text(model, read, CODE)
    ids = torch.tensor([read + model.tokenizer.encode(CODE)])
    expected = model.network(ids)[0].softmax(-1)
    for number, token in enumerate(trace.written):
        row = expected[len(read) + number - 1]
        assert len(token.alternatives) == ALTERNATIVES
        shown = [choice.probability for choice in token.alternatives]
        assert shown == pytest.approx(sorted(row.tolist(), reverse=True)[:ALTERNATIVES], rel=1e-4)
        assert token.probability <= shown[0] + 1e-6


def test_attention_has_a_row_a_written_token_over_all_before_it(model):
    trace = trace_text(model, prompt_ids(model, "print numbers"), CODE)
    (attention,) = trace.attentions
    assert (attention.layers, attention.heads) == (trace.layers, trace.heads) == (2, 2)
    assert (attention.first_row, attention.rows) == (0, len(CODE))
    assert attention.columns == len(trace.read) + len(CODE) - 1
    for layer in range(2):
        for head in range(2):
            values = attention.head(layer, head)
            for row in range(attention.rows):
                line = values[row * attention.columns : (row + 1) * attention.columns]
                assert sum(line) == pytest.approx(1, abs=1e-4)
                assert not any(line[len(trace.read) + row :])
    assert "".join(map(trace.column_text, range(attention.columns))) == "# print numbers\n" + CODE[:-1]


def test_each_head_is_its_own(model):
    (attention,) = trace_text(model, prompt_ids(model, "print numbers"), CODE).attentions
    heads = {attention.head(layer, head).tobytes() for layer in range(2) for head in range(2)}
    assert len(heads) == 4


def test_a_long_answer_is_read_in_windows_and_its_attention_is_bounded(model):
    code = "".join(f"x{n} = {n}\n" for n in range(100))
    trace = trace_answer(model, make_answer(code=code))
    assert "".join(token.text for token in trace.written) == code
    assert sum(one.rows for one in trace.attentions) == MAX_ATTENTION_ROWS
    assert all(one.columns <= 64 for one in trace.attentions)
    for number in (0, 100, MAX_ATTENTION_ROWS - 1):
        attention = trace.attention_of(number)
        assert attention.first_row <= number < attention.first_row + attention.rows
    assert trace.attention_of(MAX_ATTENTION_ROWS) is None


@pytest.mark.parametrize(("prompt", "total", "room"), [(5, 5, 8), (5, 6, 8), (5, 100, 8), (6, 9, 8), (1, 3, 64)])
def test_every_token_is_written_once_with_no_more_context_than_there_is(prompt, total, room):
    windows = list(reading_windows(prompt, total, room))
    assert [token for _, first, last in windows for token in range(first, last + 1)] == list(range(prompt, total))
    assert all(0 <= start < first and last - start <= room for start, first, last in windows)


def test_begun_code_is_read_and_only_the_rest_is_judged(model):
    begun = "def double(n):\n"
    trace = trace_answer(model, make_answer(begun, "import math\n" + begun + "    return 2 * n\n"))
    assert "".join(trace.read) == begun.strip()
    assert "".join(token.text for token in trace.written) == "\n    return 2 * n\n"


def test_a_recipe_that_no_model_wrote_can_be_looked_at(model):
    answer = make_answer(source="recipe", model=None, candidates=[Candidate(CODE, "recipe", 0.9)])
    assert len(trace_answer(model, answer).written) == len(CODE)


def test_an_empty_answer_has_an_empty_trace(model):
    trace = trace_answer(model, make_answer(code=""))
    assert (trace.written, trace.attentions) == ([], [])
