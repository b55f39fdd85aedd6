"""Command lines and settings files, written from a request and run."""

import re
import sys
from configparser import ConfigParser

import pytest

from engine.chains.arguments import write_arguments
from engine.chains.settings_files import write_settings


@pytest.mark.parametrize(
    ("text", "given", "shown"),
    [
        ("argparse script: positional source and target, option --sep default \",\", flag --header, and print them", "a b --header", "source: a\ntarget: b\nsep: ,\nheader: True\n"),
        ("argparse with subcommands add and remove, add takes a name and --qty (int, default 1), remove takes a name", "add nail", "add\nname: nail\nqty: 1\n"),
        ("argparse with subcommands add and remove, add takes a name and --qty (int, default 1), remove takes a name", "remove nail", "remove\nname: nail\n"),
        ("cli with argparse: commands encode and decode, each takes a file", "decode x.txt", "decode\nfile: x.txt\n"),
        ("argparse: --mode with choices fast, slow or auto, default auto, and -v/--verbose flag", "-v", "mode: auto\nverbose: True\n"),
        ("how to parse --host and --port options with argparse, port is an int with default 8080", "--host pi", "host: pi\nport: 8080\n"),
        ("argparse tool with flags --quiet and --force and one or more files", "--force a b", "quiet: False\nforce: True\nfiles: ['a', 'b']\n"),
        ("argparse option --tag that can be given several times", "--tag a --tag b", "tag: ['a', 'b']\n"),
        ("script using argparse with two positional floats a and b that prints their product", "2 2.5", "5.0\n"),
        ("I want a script with an option --size which takes two ints, using argparse", "--size 3 4", "size: [3, 4]\n"),
        ("argparse script with options --a and --b as numbers and --op one of add, sub, mul", "--a 2 --b 3 --op sub", "a: 2.0\nb: 3.0\nop: sub\n"),
        ("use argparse for: input file (positional), -o/--output (default result.csv), --verbose", "x", "input_file: x\noutput: result.csv\nverbose: False\n"),
        ("cli tool using argparse: `convert` takes source and target, `info` takes a file", "convert a b", "convert\nsource: a\ntarget: b\n"),
        ("script with argparse, arguments width and height (float), prints them", "1 2", "width: 1.0\nheight: 2.0\n"),
        ("command line tool with argparse: file argument, --lines N (default 10), --reverse", "a --lines 3", "file: a\nlines: 3\nreverse: False\n"),
        ("argparse: one positional argument path and -r/--recursive", ".", "path: .\nrecursive: False\n"),
    ],
)  # fmt: skip
def test_a_described_command_line_is_read(text, given, shown, monkeypatch, capsys):
    chain = write_arguments(text)
    assert chain is not None
    monkeypatch.setattr(sys, "argv", ["script.py", *given.split()])
    exec(chain.code, {})
    assert capsys.readouterr().out == shown


def test_a_required_option_is_required(monkeypatch, capsys):
    chain = write_arguments("argparse parser with a required option --input and an optional --output default out.txt")
    monkeypatch.setattr(sys, "argv", ["script.py"])
    with pytest.raises(SystemExit):
        exec(chain.code, {})
    assert "--input" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        "take the options --name and --age with argparse and print a sentence",
        "build a parser for a converter",
        "argparse script that counts the words of a file",
        "argparse with --since, a date that must not lie in the future",
    ],
)
def test_a_command_line_that_is_not_understood_is_left_to_others(text):
    assert write_arguments(text) is None


@pytest.fixture
def app_ini(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "app.ini"
    path.write_text("[server]\nport = 9000\n\n[ui]\ntheme = light\nscale = 1.5\nfull = yes\n")
    return path


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("read app.ini, section [server], get port as an integer with default 8080", "9000\n"),
        ("get theme and scale from section ui in app.ini", "light 1.5\n"),
        ("read the depth from the ui section of app.ini as float, 2.5 if missing", "2.5\n"),
        ('read section [ui] option depth from app.ini, "." if missing', ".\n"),
        ("print full as a boolean from section ui in app.ini", "True\n"),
        ("list all sections of app.ini", "server\nui\n"),
        ("print the keys and values of section server in app.ini", "port 9000\n"),
    ],
)
def test_options_are_read(text, shown, app_ini, capsys):
    exec(write_settings(text).code, {})
    assert capsys.readouterr().out == shown


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("set theme to \"dark\" and scale to 2 in the [ui] section of app.ini", {"ui": {"theme": "dark", "scale": "2", "full": "yes"}}),
        ("change the port in section server of app.ini to 81, keep the rest", {"server": {"port": "81"}}),
        ("add section [proxy] with host=10.0.0.1 and port=3128 to app.ini", {"proxy": {"host": "10.0.0.1", "port": "3128"}}),
        ("remove the option theme from section ui of app.ini", {"ui": {"scale": "1.5", "full": "yes"}}),
        ("set zoom to 50% in section ui of app.ini", {"ui": {"theme": "light", "scale": "1.5", "full": "yes", "zoom": "50%"}}),
        ("delete section server from app.ini", {"server": None}),
    ],
)  # fmt: skip
def test_options_are_changed_and_the_rest_kept(text, changed, app_ini):
    expected = {"server": {"port": "9000"}, "ui": {"theme": "light", "scale": "1.5", "full": "yes"}} | changed
    exec(write_settings(text).code, {})
    config = ConfigParser(interpolation=None)
    config.read(app_ini)
    assert {name: dict(config[name]) for name in config.sections()} == {
        k: v for k, v in expected.items() if v is not None
    }


@pytest.mark.parametrize(
    "form", ["section window (width = 800, height = 600) and section", "sections window (width=800, height=600) and"]
)
def test_a_new_settings_file_is_written(form, app_ini):
    text = f"create new.ini with {form} user (name = Ann)"
    exec(write_settings(text).code, {})
    written = app_ini.with_name("new.ini").read_text()
    assert re.findall(r"\S+", written) == "[window] width = 800 height = 600 [user] name = Ann".split()


@pytest.mark.parametrize(
    "text", ["convert app.ini to app.json", "does app.ini have a section called cache", "print app.ini"]
)
def test_what_is_not_understood_is_left_to_others(text):
    assert write_settings(text) is None


def test_what_is_counted_is_a_whole_number():
    found = write_arguments("argparse script that takes a file name and an optional --count number (default 10)")
    assert found is not None
    assert 'parser.add_argument("--count", type=int, default=10)' in found.code


@pytest.mark.parametrize("text", ["create app.ini", "save to settings.ini", "write config.ini with port = 80"])
def test_settings_without_a_section_are_left_alone(text):
    assert write_settings(text) is None
