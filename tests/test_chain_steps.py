"""More requests of several steps, of all kinds of data: each is read to the last word, run, and does what was asked."""

from pathlib import Path

import pytest

from engine.chains.declared import take_columns
from engine.chains.line_forms import read_form_of
from engine.chains.script import read_script
from tests.test_chain_scripts import folder, run, script  # noqa: F401

PRINTS = [
    ('open story.txt, get rid of the empty lines and tell me how many words each remaining line has', 'the quick brown fox 4\njumps over the lazy dog 5\nthe end of the story is near 7'),
    ('from employees.csv work out the average age of the people in each department and print it rounded to 1 decimal, lowest first', 'sales 29\nit 35\nhr 52'),
    ('load people.json and print the names of everyone from Rome, sorted by age with the oldest first', 'Cid\nAnn'),
    ('count how many orders each customer has in orders.csv and print the customers with more than one order', 'Ann\nBob'),
    ('given temps = {"mon": 21, "tue": 25, "wed": 19, "thu": 27} print the days above the average, one per line', 'tue\nthu'),
    ('read server.log, count lines per level (second word) and print as "level: count"', 'ERROR: 2\nINFO: 2\nWARNING: 1'),
    ('take the sentence "the cat sat on the mat with the hat", count the words, and print those occurring only once in alphabetical order', "9\n['cat', 'hat', 'mat', 'on', 'sat', 'with']"),
    ('print all lines of server.log between 2024-01-06 and 2024-01-07 and then how many there are', '2024-01-06 INFO started\n2024-01-06 WARNING slow\n2024-01-07 ERROR timeout\n3'),
    ('load events.jsonl, sum the ms per user and print the users from highest to lowest total', 'bob\nann\ncid'),
    ('read names.txt, group the names by first letter ignoring case and print each letter with its names', 'z Zoe\na ada, Ann\nb Bob, Bob\n \no Otto'),
    ('read orders.csv and print the total amount per month as "2024-01: 20.5", in order of month', '2024-01: 20.5\n2024-02: 55.0\n2024-03: 132.0'),
    ('given inventory = {"apples": 5, "pears": 0, "plums": 12}, remove items with zero, print the rest sorted by quantity as "name x quantity"', 'apples x 5\nplums x 12'),
    ('scores = [("ann", 30), ("bob", 25), ("ann", 12), ("cy", 9)]: total per person, keep those over 20 and print them as a dictionary', "{'ann': 42, 'bob': 25}"),
    ('a list of temperatures [18.5, 21.0, 19.2, 25.4]: print the highest, the lowest and the difference between them', 'Largest: 25.4\nSmallest: 18.5\nDifference: 6.899999999999999'),
    ('from [("a", 3), ("b", 7), ("c", 5)] make a dict, print the key with the largest value and the average of the values', 'Key: b\nAverage: 5'),
    ('print the even numbers from 1 to 20 squared, one per line, followed by their sum', '4\n16\n36\n64\n100\n144\n196\n256\n324\n400\nTotal: 1540'),
    ('load orders.csv, group by customer and print each customer with number of orders and total amount', 'Ann 2 65.5\nBob 2 130.0\nCid 1 5.0\nDee 1 7.0'),
    ('read numbers.txt, subtract the mean from every number and print the results with 2 decimals', "['-2.50', '0.50', '3.50', '-3.50', '1.50', '0.50']"),
    ('dates = ["2024-03-05", "2023-12-31", "2024-01-15"]: sort them and print the number of days between the first and the last', '65'),
    ('words.txt has one word per line. print the longest one, the shortest one and how many words have more than 5 letters', 'Longest: Banana\nShortest: fig\nCount: 2'),
    ('make a list of all numbers below 100 that are divisible by 3 and 5, print them on one line separated by commas and then their sum', '15, 30, 45, 60, 75, 90\n315'),
    ('read the first 3 lines of story.txt and print the number of characters of each', 'the quick brown fox 19\njumps over the lazy dog 23\n 0'),
    ('given text = "It was the best of times, it was the worst of times" print the number of words, the number of different words and the most common one', 'Words: 12\nCount: 9\nBest: it 2'),
    ('matrix = [[1, 2], [3, 4], [5, 6]]: print the sum of each row and then the sum of each column', '[3, 7, 11]\n[9, 12]'),
    ('remove the vowels from "programming language", reverse the result and print it with its length', 'ggnl gnmmrgrp 13'),
    ('compare the lists a = ["x", "y", "z"] and b = ["y", "z", "w"]: print what is only in a, what is only in b and what is in both', "['x']\n['w']\n['y', 'z']"),
    ('turn names = ["ann lee", "bob ray"] into title case, sort them by last name and print them numbered from 1', '1: Ann Lee\n2: Bob Ray'),
    ('read events.jsonl and print how many events took longer than 50 ms and their average ms', 'Count: 2\nAverage: 197.5'),
    ('fill a dictionary with the numbers 1 to 10 and their cubes and print those with a cube over 200', '6 216\n7 343\n8 512\n9 729\n10 1000'),
    ('read orders.csv and for every customer print how many orders they made and the biggest amount', 'Ann 2 45.0\nBob 2 120.0\nCid 1 5.0\nDee 1 7.0'),
    ('load people.json, remove everyone under 18 and print how many people are left and their average age', 'Count: 3\nAverage: 32.666666666666664'),
    ('given d = {"x": [1, 2], "y": [3, 4, 5], "z": []} print every key with the number of items in its list, longest list first', 'y 3\nx 2\nz 0'),
    ('read grades.csv and print the names of students whose maths mark is better than their physics mark', 'Cid'),
    ('employees.csv: print the average salary overall, then the names of those who earn more than that', 'Average: 3640.0\nBob\nDee'),
    ('text = "one fish two fish red fish": count the words, sort by count then alphabetically, print as word=count', 'one=1\nred=1\ntwo=1\nfish=3'),
    ('read words.txt, remove duplicates while keeping the order, and print the words separated by spaces in upper case', 'APPLE BANANA KIWI FIG CHERRY'),
    ('read books.json and print the average rating of the books by Austen with 2 decimals', '4.20'),
    ('split the text "a-b-c-d" at the dashes, drop the first and the last part and join the rest with "+"', 'b+c'),
    ('given sales = {"mon": 120, "tue": 90, "wed": 200}: print the total, the best day and the days over 100', 'Total: 410\nDay: wed\nmon\nwed'),
    ('read orders.csv, compute the average amount, print it with two decimals and list the ids of orders above it', '34.58\n3\n5'),
    ('from people.json print the name and city of everyone older than 20, ordered by name', 'Ann Rome\nCid Rome\nDee Bern'),
    ('read orders.csv, print the three customers with the highest total amount', 'Bob 130.0\nAnn 65.5\nDee 7.0'),
    ('read temps.txt, print the average, then print all temperatures below the average sorted', '15.3\n[9.0, 12.5]'),
    ("read events.jsonl and print the slowest event's user and ms", 'bob 340'),
    ('in names.txt count the names that start with a vowel and print them and the count', "['ada', 'Ann', 'Otto']\nCount: 3"),
    ('scores = {"Ann": [90, 80], "Bob": [70, 60, 50]}: print every name with the average score, best first, with 1 decimal', 'Ann 85.0\nBob 60.0'),
    ('read words.txt, keep the words with an "a" in them, capitalize them and print them numbered', '1: Apple\n2: Banana\n3: Apple'),
    ('read dates.txt and count how many dates there are per year', '2024 2\n2023 1'),
    ('take [4, 8, 15, 16, 23, 42], print the even ones, the average of the odd ones and the largest', '[4, 8, 16, 42]\nAverage: 19\nLargest: 42'),
    ("make a list of the multiples of 7 up to 100, drop those that are even and print the list and its length", "[7, 21, 35, 49, 63, 77, 91]\nLength: 7"),
    ("events.jsonl: print for every user the number of events and the longest ms", "ann 2 55\nbob 1 340\ncid 1 7"),
    ("read books.json and print the titles by Austen sorted by year", "Emma\nPersuasion"),
    ('text = "banana": print each letter with how many times it occurs, in alphabetical order', "a 3\nb 1\nn 2"),
    ('cities = ["Rome", "Oslo", "Paris", "Bern"]; remove the ones with 4 letters and print what is left and how many that is', "['Paris']\nCount: 1"),
    ("read stock.json which maps items to amounts and print the items with less than 10, lowest first", "ink\npad"),
    ("count the lines of story.txt that are not empty and print the longest of them", "3\nthe end of the story is near"),
    ('split "3,5,8,2" at the commas, convert the parts to integers and print their sum and maximum', "Total: 18\nLargest: 8"),
]  # fmt: skip


@pytest.mark.parametrize(("request_text", "printed"), PRINTS, ids=[text[:60] for text, _ in PRINTS])
def test_what_is_asked_is_printed(folder: Path, request_text: str, printed: str) -> None:  # noqa: F811
    assert run(script(request_text)) == printed


OWN_FILES = [
    ("stock.csv: item,qty,minimum. Print the items where qty is below minimum", "stock.csv", "item,qty,minimum\npen,3,10\ncup,12,5\n", "pen"),
    ("weather.csv has day and celsius (a number). Convert the temperatures to fahrenheit and print the hottest day together with its celsius", "weather.csv", "day,celsius\nMon,10\nTue,25\n", "Tue 77.0"),
    ('pupils.json is a list of objects with "name" and "marks" (a list of numbers). work out the mean of each and print the name of the best pupil', "pupils.json", '[{"name": "Al", "marks": [1, 2]}, {"name": "Bo", "marks": [5, 3]}]', "Bo"),
    ("costs.csv (date,kind,amount) with dates like 2024-03-09: total amount per month in chronological order", "costs.csv", "date,kind,amount\n2024-04-01,a,2\n2024-03-09,b,1.5\n2024-04-30,a,3\n", "2024-03 1.5\n2024-04 5.0"),
    ("marks.csv (name,maths,english): work out each pupil's average of the two marks and list the names of those who are below 50", "marks.csv", "name,maths,english\nAnn,40,50\nBob,70,60\n", "Ann"),
    ("probe.csv has the columns time and volts. Print the mean and the standard deviation of volts, both with 2 decimals", "probe.csv", "time,volts\n1,2\n2,4\n3,6\n", "Average: 4.00\nDeviation: 2.00"),
    ("staff.csv has name, team and pay: print the total pay per team as \"team gets total\" sorted by total", "staff.csv", "name,team,pay\nAnn,a,5\nBob,b,2\nCid,a,1\n", "b gets 2.0\na gets 6.0"),
    ("web.log has lines like 'GET /home 200 123ms'. Print the mean duration and the path of the slowest request", "web.log", "GET /a 200 100ms\nGET /b 404 300ms\n", "Average: 200.0\nPath: /b"),
    ("jobs.log contains lines such as '2024-05-01 13:45:10 ERROR disk full'. Count the ERROR lines per hour, earliest hour first", "jobs.log", "2024-05-01 13:45:10 ERROR disk full\n2024-05-01 09:00:00 ERROR no net\n2024-05-01 13:50:00 INFO ok\n", "09 1\n13 1"),
    ('tests.txt holds lines like "test_login PASS" or "test_export FAIL". Print the names of the failed tests', "tests.txt", "test_a PASS\ntest_b FAIL\n", "test_b"),
    ("disks.txt holds lines such as '/dev/sda1 83%' or '/dev/sdb1 7%'. Show the devices above 80 %, fullest first", "disks.txt", "/dev/a 81%\n/dev/b 7%\n/dev/c 99%\n", "/dev/c\n/dev/a"),
]  # fmt: skip


@pytest.mark.parametrize(("request_text", "path", "content", "printed"), OWN_FILES, ids=[row[1] for row in OWN_FILES])
def test_what_a_request_says_of_its_file_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request_text: str, path: str, content: str, printed: str
) -> None:
    (tmp_path / path).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(script(request_text)) == printed


WRITES = [
    ("read books.json and write a csv old.csv with title and year of the books published before 1900, sorted by year", "old.csv", "title,year\nEmma,1815\nPersuasion,1817\n"),
    ("read the file names.txt, sort the names ignoring case and write them into sorted.txt without the empty lines", "sorted.txt", "ada\nAnn\nBob\nBob\nOtto\nZoe\n"),
    ("read orders.csv, add a column tax that is 20% of amount, keep those with an amount over 40 and save it as with_tax.csv with columns id and tax", "with_tax.csv", "id,tax\n3,9.0\n5,24.0\n"),
    ("from people.json make a dictionary from city to the list of names and save it as by_city.json", "by_city.json", '{\n  "Rome": [\n    "Ann",\n    "Cid"\n  ],\n  "Oslo": [\n    "Bob"\n  ],\n  "Bern": [\n    "Dee"\n  ]\n}'),
    ("read stock.json, a dictionary of item to amount, double every amount, remove those below 10 and save it again", "stock.json", '{\n  "pen": 24,\n  "cup": 60,\n  "pad": 14\n}'),
    ("write the names in people.json to loud.txt, one per line, upper case, sorted alphabetically", "loud.txt", "ANN\nBOB\nCID\nDEE\n"),
    ('in story.txt replace "fox" with "cat" and "dog" with "mouse" and save as story2.txt', "story2.txt", "the quick brown cat\njumps over the lazy mouse\n\nthe end of the story is near\n"),
    ("in server.log count how many lines contain ERROR and how many contain WARNING and write both numbers to summary.txt", "summary.txt", "2\n1\n"),
    ("read server.log, keep the ERROR lines, remove the date from each and save them to errors.txt", "errors.txt", "ERROR disk full\nERROR timeout\n"),
]  # fmt: skip


@pytest.mark.parametrize(("request_text", "path", "content"), WRITES, ids=[row[0][:60] for row in WRITES])
def test_what_is_asked_is_written(folder: Path, request_text: str, path: str, content: str) -> None:  # noqa: F811
    run(script(request_text))
    assert (folder / path).read_text(encoding="utf-8") == content


FUNCTIONS = [
    ("group a list of words by their first letter, sort each group and return it", (["b", "ab", "aa"],), {"b": ["b"], "a": ["aa", "ab"]}),
    ("Given a list of prices, take 10% off each one and return the new total.", ([10, 20],), 27.0),
    ("take a list of numbers, drop the repeated ones and return the average of the three largest that remain", ([9, 9, 6, 3, 1],), 6),
    ("function with a string parameter that returns the words of even length joined by spaces", ("to be or not",), "to be or"),
    ("write a function that accepts a string and returns a dict with the number of vowels, consonants and digits", ("ab1",), {"vowels": 1, "consonants": 1, "digits": 1}),
    ("make a function that takes a list of strings and returns a dictionary with the strings as keys and their lengths as values", (["a", "bc"],), {"a": 1, "bc": 2}),
    ("function that takes a filename and returns the number of lines, words and characters in it", ("numbers.txt",), (6, 6, 13)),
]  # fmt: skip


@pytest.mark.parametrize(("request_text", "given", "result"), FUNCTIONS, ids=[row[0][:60] for row in FUNCTIONS])
def test_a_function_returns_what_was_asked(
    folder: Path,  # noqa: F811
    request_text: str,
    given: tuple[object, ...],
    result: object,
) -> None:
    namespace: dict[str, object] = {}
    exec(script(request_text), namespace)
    assert namespace["process"](*given) == result  # type: ignore[operator]


def test_what_is_worked_on_by_guess_is_less_sure() -> None:
    implied = read_script("take a list of words, drop the duplicates and sort them by length")
    assert implied is not None
    assert implied.is_implied


def test_columns_are_declared_in_several_forms() -> None:
    for text in (
        "read a.csv (x, y) and sum x",
        "a.csv: x,y. Sum x.",
        "a.csv has the columns x and y. Sum x",
        "a.csv has x and y.",
    ):
        rest, found = take_columns(text)
        assert found["a.csv"].columns == ("x", "y"), text
        assert "y" not in rest.split("a.csv")[1].split(), text
    assert take_columns("write it to a.csv with columns x and y")[1] == {}


def test_the_parts_of_a_line_are_told_apart_by_an_example() -> None:
    form = read_form_of("2024-01-05 10:00:01 ERROR disk is full")
    assert form is not None
    assert [field.name for field in form.fields] == ["date", "time", "level", "message"]
    assert form.has_tail
    assert read_form_of("nothing known here") is None


@pytest.mark.parametrize(
    "text",
    [
        "write a function that gets a list of numbers and returns the second largest one and the sum of the rest",
        "numbers = [1, 2, 3, 4]: print the evens and odds and their sums",
        "read story.txt and save a json file with each word and how often it occurs",
        "read employees.csv, print the names of the people above that",
    ],
)
def test_what_could_mean_several_things_is_not_written(text: str) -> None:
    assert read_script(text) is None
