"""Installers say what the source says, carry what they should, and come out the same every time."""

import importlib
import importlib.util
import plistlib
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

import app
from app.cli import make_parser

ROOT = Path(__file__).resolve().parent.parent
INSTALLERS = ROOT / "resources" / "installers"
EPOCH = 1_800_000_000

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="packages of Linux are made on Linux")


def needs(*tools: str):
    missing = [tool for tool in tools if shutil.which(tool) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not on this machine: {', '.join(missing)}")


@pytest.fixture
def load(monkeypatch):
    """Return a function that gives a module of the installers."""
    monkeypatch.syspath_prepend(str(INSTALLERS))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))
    return importlib.import_module


@pytest.fixture
def program(tmp_path) -> Path:
    """A program as small as one can be: something that runs, a library's link, a text."""
    folder = tmp_path / "built" / "pysmith"
    (folder / "_internal").mkdir(parents=True)
    shutil.copy("/bin/true", folder / "pysmith")
    (folder / "_internal" / "words.txt").write_text("words\n", encoding="utf-8")
    (folder / "_internal" / "words.txt").chmod(0o600)
    (folder / "_internal" / "more.txt").symlink_to("words.txt")
    return folder


# ---------------------------------------------------------------- what is said
def test_everything_is_said_in_one_place(load):
    """The version is the app's, summary and licence are pyproject.toml's, the day is that of the last change."""
    facts = load("about").about()
    assert facts.version == app.__version__
    assert facts.summary + "." in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert (facts.licence, facts.date) == ("MIT", "2027-01-15")


def test_a_template_with_an_unknown_name_is_refused(load, tmp_path):
    """What nobody knows is an error, not an empty place."""
    (tmp_path / "template").write_text("@VERSION@ @COLOUR@", encoding="utf-8")
    with pytest.raises(KeyError, match="COLOUR"):
        load("about").filled(tmp_path / "template")
    assert load("about").filled(tmp_path / "template", COLOUR="red") == f"{app.__version__} red"


def test_the_manual_names_every_verb_and_option(load):
    """The man page has all that the command line takes."""
    page = load("manual").manual_page().replace("\\-", "-")
    parsers = [make_parser()]
    while parsers:
        for action in parsers.pop()._actions:
            if isinstance(action.choices, dict):
                assert [verb for verb in action.choices if not re.search(rf"\b{verb}\b", page)] == []
                parsers += action.choices.values()
            assert [name for name in action.option_strings if name not in page and name not in ("-h", "--help")] == []


@needs_linux
@needs("desktop-file-validate", "appstreamcli")
def test_desktops_understand_it(load, program, tmp_path):
    """The desktop's own checkers find nothing wrong."""
    debian = load("debian")
    debian.lay_out(program, tmp_path / "root")
    share = tmp_path / "root/usr/share"
    (entry,), (metainfo,) = share.glob("applications/*"), share.glob("metainfo/*")
    for command in (["desktop-file-validate", entry], ["appstreamcli", "validate", "--no-net", metainfo]):
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr


def test_the_window_has_the_name_of_its_entry(load):
    """Desktops find a window's icon by the name of its entry."""
    source = (ROOT / "app/desktop/main.py").read_text(encoding="utf-8")
    assert f'setDesktopFileName("{load("about").APP_ID}")' in source


# ---------------------------------------------------------------- Debian, the archive, Flatpak
@needs_linux
@needs("dpkg-deb", "readelf")
def test_the_package_holds_the_program(load, program, tmp_path):
    """Files lie in Debian's places with Debian's modes and owners, sums are right, and no script runs as root."""
    package = load("debian").make_deb(program, tmp_path, effort=0)
    listed = subprocess.run(["dpkg-deb", "--contents", str(package)], capture_output=True, text=True, check=True).stdout
    assert re.search(r"^-rwxr-xr-x root/root .* \./usr/lib/pysmith/pysmith$", listed, re.MULTILINE)
    assert re.search(r"^-rw-r--r-- root/root .* \./usr/lib/pysmith/_internal/words.txt$", listed, re.MULTILINE)
    assert " ./usr/bin/pysmith -> ../lib/pysmith/pysmith" in listed
    assert " ./usr/lib/pysmith/_internal/more.txt -> words.txt" in listed
    assert not re.search(r"^-rws|^d....w", listed, re.MULTILINE)
    subprocess.run(["dpkg-deb", "--raw-extract", str(package), str(tmp_path / "raw")], check=True)
    assert {path.name for path in (tmp_path / "raw/DEBIAN").iterdir()} == {"control", "md5sums"}
    checked = subprocess.run(["md5sum", "--check", "--quiet", "DEBIAN/md5sums"], cwd=tmp_path / "raw", check=False)
    assert checked.returncode == 0
    control = (tmp_path / "raw/DEBIAN/control").read_text(encoding="utf-8")
    assert f"\nVersion: {app.__version__}\n" in control
    assert re.search(r"\nDepends: .*libc6 \(>= 2\.\d+\)", control)


@needs_linux
@needs("dpkg-deb", "readelf")
@pytest.mark.parametrize("kind", ["deb", "tar"])
def test_the_same_source_makes_the_same_package(load, program, tmp_path, kind):
    """Nothing of the time or the place of the build gets into it."""
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        if kind == "deb":
            made.append(load("debian").make_deb(program, tmp_path / name, effort=0))
        else:
            made.append(load("portable").make_tar(program, tmp_path / name, ["libgl1"], effort=0))
    assert made[0].read_bytes() == made[1].read_bytes()


@needs_linux
def test_the_archive_holds_the_program(load, program, tmp_path):
    """One folder, links as links, everything readable for everybody, and a word on how to start and remove it."""
    portable = load("portable")
    archive = portable.make_tar(program, tmp_path, ["libc6 (>= 2.36)", "libgl1"], effort=0)
    with tarfile.open(archive) as opened:
        modes = {entry.name: oct(entry.mode) for entry in opened if entry.isfile()}
    top = f"pysmith-{app.__version__}"
    assert {name.partition("/")[0] for name in modes} == {top}
    assert (modes[f"{top}/pysmith"], modes[f"{top}/_internal/words.txt"]) == ("0o755", "0o644")
    (tmp_path / "into").mkdir()
    with portable.unpacked_tar(archive, tmp_path / "into") as folder:
        assert (folder / "_internal/more.txt").is_symlink()
        assert "apt install libc6 libgl1\n" in (folder / "README.txt").read_text(encoding="utf-8")
        assert subprocess.run([folder / "pysmith"], check=False).returncode == 0


@needs_linux
@needs("readelf")
def test_a_library_that_nobody_knows_is_named(load, program):
    """A library of the system that no package is known for stops the build, and its name is in the message."""
    libraries = load("system_libraries")
    assert libraries.depends(program)[1].startswith("libc6 (>= 2.")
    ls = shutil.which("ls")
    if "libselinux" not in libraries.read_elf(Path(ls)):
        pytest.skip("this system's ls is linked with libc alone")
    shutil.copy(ls, program / "_internal" / "ls")
    with pytest.raises(libraries.UnknownLibraryError, match="libselinux"):
        libraries.depends(program)


@needs_linux
@needs("dpkg-deb", "readelf", "ar", "sh")
def test_flatpak_puts_everything_in_its_place(load, program, tmp_path):
    """The recipe's commands, run on a package in a folder of their own, lay out the program as Flatpak wants it."""
    package = load("debian").make_deb(program, tmp_path, effort=0)
    manifest = load("flatpak").write_manifest(package, tmp_path)  # flatpak-builder has read it, where there is one
    text = manifest.read_text(encoding="utf-8")
    assert manifest.name == f"{load('about').APP_ID}.yaml"
    assert f"path: {package.name}" in text
    commands = re.findall(r"^      - (.+)$", text.split("build-commands:")[1].split("sources:")[0], re.MULTILINE)
    work, app_folder = tmp_path / "work", tmp_path / "app"
    work.mkdir()
    shutil.copy(package, work / "pysmith.deb")
    for command in commands:
        subprocess.run(command.replace("/app/", f"{app_folder}/"), shell=True, cwd=work, check=True)
    assert subprocess.run([app_folder / "bin/pysmith"], check=False).returncode == 0
    assert (app_folder / f"share/applications/{load('about').APP_ID}.desktop").is_file()


def test_sums_are_kept(load, tmp_path):
    """SHA256SUMS names what was made, keeps what is still there, and forgets what is gone."""
    program = load("program")
    one, two = tmp_path / "one.deb", tmp_path / "two with spaces.tar"
    one.write_bytes(b"one")
    program.write_sums(tmp_path, [one])
    two.write_bytes(b"two")
    program.write_sums(tmp_path, [two])
    names = [line.split("  ")[1] for line in (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    assert names == [one.name, two.name]
    if shutil.which("sha256sum"):
        assert (
            subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=False).returncode == 0
        )
    one.unlink()
    program.write_sums(tmp_path, [])
    assert "one.deb" not in (tmp_path / "SHA256SUMS").read_text(encoding="utf-8")


@needs_linux
@needs("dpkg-deb", "readelf")
def test_what_was_built_is_tried_before_it_gets_its_sum(load, program, tmp_path, monkeypatch):
    """Each package is unpacked into an empty place, the program in it is tried there, and a failure leaves no sums."""
    build, tried = load("build"), []

    def try_program(folder: Path) -> None:
        tried.append(folder)
        subprocess.run([folder / "pysmith"], check=True)

    monkeypatch.setattr(build, "try_program", try_program)
    monkeypatch.setattr(
        load("debian"), "validate", lambda package, root: None
    )  # a program this small has its own faults
    arguments = ["tar", "deb", "--quick", "--program", str(program), "--out"]
    assert build.main([*arguments, str(tmp_path / "good")]) == 0
    assert len(set(tried)) == 2
    assert not any(folder.exists() or folder.is_relative_to(program) for folder in tried)
    sums = (tmp_path / "good/SHA256SUMS").read_text(encoding="utf-8")
    assert re.findall(r"pysmith.*(\.deb|\.tar\.xz)$", sums, re.MULTILINE) == [".tar.xz", ".deb"]
    shutil.copy("/bin/false", program / "pysmith")
    assert build.main([*arguments, str(tmp_path / "bad")]) == 1
    assert not (tmp_path / "bad/SHA256SUMS").exists()


def test_what_belongs_to_another_system_is_refused(load, capsys):
    """A kind of installer that cannot be built here is an error in one line, before anything is built."""
    kind = "exe" if sys.platform != "win32" else "deb"
    assert load("build").main([kind]) == 2
    assert "cannot be built on this system" in capsys.readouterr().err


# ---------------------------------------------------------------- libraries
def test_a_foreign_search_path_is_forgotten(load):
    """Python's own modules lose the folder of the Python that they were built in; relative paths stay."""
    elf = load("elf")
    assert elf.is_foreign(b"/opt/python/lib")
    assert elf.is_foreign(b"$ORIGIN:/opt/python/lib")
    assert not elf.is_foreign(b"$ORIGIN/../lib")
    assert elf.without_foreign_paths(b"MZ and more") == b"MZ and more"


@needs_linux
@needs("as", "ld", "readelf")
@pytest.mark.parametrize(("path", "is_kept"), [("/opt/python/lib", False), ("$ORIGIN/lib", True)])
def test_libraries_lose_only_that(load, tmp_path, path, is_kept):
    """A library made with a search path has the rest of its table afterwards, and loads."""
    import ctypes

    (tmp_path / "empty.s").write_text(".globl answer\n.data\nanswer: .long 42\n", encoding="utf-8")
    library = tmp_path / "libempty.so"
    subprocess.run(["as", "-o", "empty.o", "empty.s"], cwd=tmp_path, check=True)
    link = ["ld", "-shared", "-rpath", path, "-soname", "libempty.so", "-o", str(library), "empty.o"]
    subprocess.run(link, cwd=tmp_path, check=True)
    load("elf").forget_search_path(library)
    shown = subprocess.run(["readelf", "-dW", str(library)], capture_output=True, text=True, check=True).stdout
    assert (path in shown) == is_kept
    assert "[libempty.so]" in shown
    assert ctypes.c_int.in_dll(ctypes.CDLL(str(library)), "answer").value == 42


def icu_library() -> Path | None:
    spec = importlib.util.find_spec("PySide6")
    folder = Path(spec.submodule_search_locations[0]) if spec else Path("/nowhere")
    return next(folder.glob("Qt/lib/libicudata.so.*"), None)


SORTED = """
from PySide6.QtCore import QCollator, QDate, QLocale
german, swedish = (QCollator(QLocale(name)) for name in ("de_DE", "sv_SE"))
print([sorted(["z", "ö", "a", "Ä", "ab"], key=each.sortKey) for each in (german, swedish)])
print(QLocale("de_DE").toString(QDate(2026, 1, 2)), QLocale("tr").toUpper("istanbul"), QLocale("fr").toUpper("été"))
"""


@pytest.mark.skipif(icu_library() is None, reason="Qt brings no ICU here")
@needs("as", "ld", "nm")
def test_icu_is_small_and_sorts_as_before(load, tmp_path):
    """Packed again whole, ICU's data is what it was, to the byte; without what is not used, Qt sorts as before."""
    icu_data = load("icu_data")
    source = icu_library()
    _, data = icu_data.data_of(source)
    header, items = icu_data.read_items(data)
    assert icu_data.pack(header, items) == data
    small = tmp_path / source.name
    icu_data.make_small_library(source, small)
    assert small.stat().st_size < source.stat().st_size / 4
    python = [sys.executable, "-c", SORTED]
    before = subprocess.run(python, capture_output=True, text=True, check=True, env={"PYTHONUTF8": "1"}).stdout
    after = subprocess.run(
        python, capture_output=True, text=True, check=True, env={"PYTHONUTF8": "1", "LD_PRELOAD": str(small)}
    ).stdout
    assert "Januar" in before
    assert after == before


def test_other_data_than_icus_is_refused(load):
    """Data of a form that is not known is left alone."""
    icu_data = load("icu_data")
    with pytest.raises(icu_data.LayoutError, match="kind"):
        icu_data.read_items(bytes(64))


def test_licences_are_gathered(load):
    """Each package that a module belongs to is there once, with its licence's text; others are not."""
    text = load("licences").licences_text(["numpy.linalg", "numpy/_core/x.so", "pygments", "nobody_knows_this"])
    headings = re.findall(r"^=+\n(.+)\n=+$", text, re.MULTILINE)
    assert headings[0] == "Python"
    assert [heading.split()[0].lower() for heading in headings].count("numpy") == 1
    assert "pytest" not in " ".join(headings)
    assert "Redistribution and use" in text


# ---------------------------------------------------------------- Windows, macOS, GitHub
def test_inno_setup_is_told_all_it_asks(load, tmp_path):
    """Every name in the script is defined on the command line, and the files that it names exist."""
    script = (INSTALLERS / "windows/pysmith.iss").read_text(encoding="utf-8")
    told = dict(each.removeprefix("/D").split("=", 1) for each in load("windows").definitions(tmp_path))
    asked = set(re.findall(r"\{#(\w+)\}", script))
    assert asked == set(told)
    for name in re.findall(r"\{#Source\}\\([\w\\.]+)", script):
        assert (ROOT / name.replace("\\", "/")).is_file(), name
    assert "DelTree" in script.split("MsgBox")[1]  # asked before it is deleted


def test_macs_are_told_what_the_program_needs():
    """The entitlements are a list that macOS can read."""
    entitlements = plistlib.loads((INSTALLERS / "macos/entitlements.plist").read_bytes())
    assert set(entitlements.values()) == {True}


@needs("actionlint")
def test_workflows_are_sound():
    """GitHub would take them as they are."""
    result = subprocess.run(["actionlint"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
