"""Running code: its output, its input, its end; a limit and a stop that nothing escapes."""

import os

import pytest

import engine
from app.desktop.languages import install_language
from app.desktop.runner import MAX_OUTPUT_BYTES, Runner, snippet_command

LONG_S = 600


@pytest.fixture
def runner(qtbot, qapp, tmp_path):
    install_language(qapp, "en")  # its singulars and plurals
    runner = Runner(tmp_path / "scratch")
    runner.text = ""
    runner.output.connect(lambda piece: setattr(runner, "text", runner.text + piece))
    yield runner
    runner.close()


def run(qtbot, runner, code, limit_s=LONG_S):
    with qtbot.waitSignal(runner.ended, timeout=60_000) as ended:
        runner.run(code, limit_s)
    return ended.args


def test_output_of_both_kinds_arrives_and_the_end_is_told(qtbot, runner):
    assert run(qtbot, runner, "import sys\nprint('hällo 🐍')\nprint('oops', file=sys.stderr)\n") == ["Finished.", True]
    assert runner.text.splitlines() == ["hällo 🐍", "oops"]
    assert not runner.is_running


def test_an_exception_shows_its_traceback_and_the_exit_code(qtbot, runner):
    how, is_good = run(qtbot, runner, "x = 1\n1 / 0\n")
    assert (how, is_good) == ("Ended with exit code 1.", False)
    assert "ZeroDivisionError" in runner.text
    assert 'scratch.py", line 2' in runner.text


def test_it_runs_in_its_own_folder(qtbot, runner, tmp_path):
    run(qtbot, runner, "open('made.txt', 'w').write('x')\nprint(__name__)\n")
    assert (tmp_path / "scratch" / "made.txt").read_text() == "x"
    assert runner.text.strip() == "__main__"


def test_what_calms_pysmith_s_own_helpers_is_not_handed_on(qtbot, runner):
    calm = {name: value for name, value in engine.CALM.items() if os.environ[name] == value}
    run(qtbot, runner, f"import os\nprint([name for name in {list(calm)} if name in os.environ])\n")
    assert calm
    assert runner.text.strip() == "[]"


def test_input_is_passed_line_by_line_and_its_end_too(qtbot, runner):
    runner.run(
        "import sys\nprint('name?', flush=True)\nprint('hi ' + input())\nprint(sys.stdin.read() == '')\n", LONG_S
    )
    qtbot.waitUntil(lambda: "name?" in runner.text, timeout=60_000)
    runner.send_line("Ada")
    qtbot.waitUntil(lambda: "hi Ada" in runner.text, timeout=60_000)
    with qtbot.waitSignal(runner.ended, timeout=60_000):
        runner.end_input()
    assert runner.text.split("\n")[-2] == "True"


def test_stop_ends_a_program_that_never_would(qtbot, runner):
    runner.run("print('on', flush=True)\nwhile True: pass\n", LONG_S)
    qtbot.waitUntil(lambda: "on" in runner.text, timeout=60_000)
    with qtbot.waitSignal(runner.ended, timeout=60_000) as ended:
        runner.stop()
    assert ended.args == ["Stopped.", False]


def test_the_time_limit_ends_it_and_says_so(qtbot, runner):
    assert run(qtbot, runner, "while True: pass\n", limit_s=1) == ["Stopped after 1 second, the time limit.", False]


@pytest.mark.skipif(os.name != "posix", reason="process groups are a matter of Unix")
def test_children_of_the_program_are_stopped_with_it(qtbot, runner):
    code = "import subprocess, sys\n"
    code += "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
    code += "print(child.pid, flush=True)\nchild.wait()\n"
    runner.run(code, LONG_S)
    qtbot.waitUntil(lambda: runner.text.strip().isdigit(), timeout=60_000)
    child = int(runner.text)
    with qtbot.waitSignal(runner.ended, timeout=60_000):
        runner.stop()
    qtbot.waitUntil(lambda: not is_alive(child), timeout=60_000)


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_flood_of_output_is_cut_off(qtbot, runner):
    how, is_good = run(qtbot, runner, "while True: print('x' * 1000)\n")
    assert not is_good
    assert "more than can be shown" in how
    assert len(runner.text) <= MAX_OUTPUT_BYTES


def test_a_character_is_never_cut_in_two(qtbot, runner):
    run(qtbot, runner, "print('é🐍' * 40000)\n")
    assert "\ufffd" not in runner.text
    assert runner.text.strip() == "é🐍" * 40000


def test_a_second_run_replaces_the_first(qtbot, runner):
    runner.run("print('first', flush=True)\nwhile True: pass\n", LONG_S)
    qtbot.waitUntil(lambda: "first" in runner.text, timeout=60_000)
    assert run(qtbot, runner, "print('second')\n") == ["Finished.", True]
    assert "second" in runner.text


def test_python_that_cannot_be_started_is_an_error_in_words(qtbot, runner, monkeypatch):
    monkeypatch.setattr("app.desktop.runner.snippet_command", lambda path: ["/nowhere/python", str(path)])
    how, is_good = run(qtbot, runner, "pass\n")
    assert not is_good
    assert "could not be started" in how


def test_the_frozen_program_is_its_own_interpreter(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", "/opt/pysmith/pysmith")
    assert snippet_command(tmp_path / "x.py") == ["/opt/pysmith/pysmith", "run-snippet", str(tmp_path / "x.py")]
