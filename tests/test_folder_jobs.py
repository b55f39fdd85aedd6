"""Requests about the files of a folder become programs that do just that, whoever words them."""

import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from engine.chains.folder_jobs import do_folder_job

DAY = 24 * 60 * 60


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with files of several kinds, sizes and ages, and a subfolder."""
    folder = tmp_path / "inbox"
    (folder / "sub").mkdir(parents=True)
    for name, text, age_days in (
        ("a b.txt", "alpha TODO\nbeta\n", 0),
        ("draft_c.TXT", "", 1),
        ("d.jpeg", "x" * 3000, 40),
        ("e.csv", "n\n1\n", 5),
        ("sub/f.jpeg", "x" * 10, 50),
    ):
        path = folder / name
        path.write_text(text, encoding="utf-8")
        when = time.time() - age_days * DAY - 60
        os.utime(path, (when, when))
    (folder / "none" / "at all").mkdir(parents=True)
    return tmp_path


def run(prompt: str, folder: Path) -> str:
    job = do_folder_job(prompt)
    assert job is not None
    done = subprocess.run([sys.executable, "-c", job.code], cwd=folder, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("prompt", "out"),
    [
        ("print the names of all jpeg files in inbox", "d.jpeg\n"),
        ("find every .jpeg file in the folder inbox and its subfolders older than 45 days", "inbox/sub/f.jpeg\n"),
        ("which files in inbox are larger than 2 kb?", "inbox/d.jpeg\n"),
        ("how many files are there in the inbox folder, subfolders included?", "5\n"),
        ("count the files of each extension in inbox recursively", ".txt 2\n.jpeg 2\n.csv 1\n"),
        ("show the newest file in inbox", "inbox/a b.txt\n"),
        ("what are the 2 largest files in inbox with their size", "d.jpeg 3000\na b.txt 16\n"),
        ("total size of all jpeg files in inbox and subfolders in kb", "3.01 kB\n"),
        ("list the files in inbox modified in the last 3 days", "inbox/a b.txt\ninbox/draft_c.TXT\n"),
        ('search all .txt files in inbox for "TODO" and print file and line number', "inbox/a b.txt:1: alpha TODO\n"),
        ("find all empty files in inbox", "inbox/draft_c.TXT\n"),
    ],
)
def test_a_request_to_tell_prints_it(inbox: Path, prompt: str, out: str):
    assert run(prompt, inbox) == out


def test_files_are_moved_by_age(inbox: Path):
    assert run("move every file older than 30 days from inbox to archive and print how many were moved", inbox)
    assert names(inbox / "archive") == ["d.jpeg"]
    assert "d.jpeg" not in names(inbox / "inbox")


def test_names_are_changed(inbox: Path):
    run("replace spaces with underscores in the file names in inbox", inbox)
    run("add the prefix 2024_ to every csv file in inbox", inbox)
    run("rename all .jpeg files in inbox to .jpg", inbox)
    run('remove "draft_" from all file names in inbox', inbox)
    assert names(inbox / "inbox") == ["2024_e.csv", "a_b.txt", "c.TXT", "d.jpg", "f.jpeg"]


def test_a_suffix_goes_before_the_ending(inbox: Path):
    run('add "_old" to the end of each file name in inbox, before the extension', inbox)
    assert "e_old.csv" in names(inbox / "inbox")


def test_a_folder_is_copied_with_all_that_is_in_it(inbox: Path):
    run("copy the folder inbox with everything that is in it to kept", inbox)
    assert names(inbox / "kept") == names(inbox / "inbox")


def test_found_files_are_deleted(inbox: Path):
    run("find all files with the extension .jpeg in inbox and its subfolders and delete them", inbox)
    run("delete all empty subfolders of inbox", inbox)
    assert names(inbox / "inbox") == ["a b.txt", "draft_c.TXT", "e.csv"]
    assert not (inbox / "inbox" / "none").exists()


def test_a_folder_is_packed_without_some(inbox: Path):
    run("zip the folder inbox into all.zip without the .jpeg files", inbox)
    with zipfile.ZipFile(inbox / "all.zip") as archive:
        assert sorted(archive.namelist()) == ["a b.txt", "draft_c.TXT", "e.csv"]


@pytest.mark.parametrize(
    "prompt",
    [
        "how do I list all files in a folder?",
        "copy a file to another folder",
        "delete all files in inbox that my colleague does not need",
        "rename all files in inbox by their content",
        "move the files of inbox to the server",
        "find duplicate files in inbox",
        "print the lines of all files in inbox in reverse order",
        "write a function that lists the files in inbox",
        'get the file extension of "inbox/photo.final.PNG" in lower case',
    ],
)
def test_what_is_not_understood_whole_is_left_to_others(prompt: str):
    assert do_folder_job(prompt) is None
