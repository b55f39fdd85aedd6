"""Requests that are read clause by clause, to the last word: what is written is run, and does what was asked."""

import contextlib
import io
from pathlib import Path

import pytest

from engine.chains.script import read_script

FILES = {
    "numbers.txt": "4\n7\n10\n3\n8\n7\n",
    "names.txt": "Zoe\nada\nBob\n\nAnn\nBob\nOtto\n",
    "story.txt": "the quick brown fox\njumps over the lazy dog\n\nthe end of the story is near\n",
    "server.log": "2024-01-05 ERROR disk full\n2024-01-06 INFO started\n2024-01-06 WARNING slow\n2024-01-07 ERROR timeout\n2024-01-08 INFO done\n",
    "orders.csv": "id,customer,product,amount,date\n1,Ann,pen,20.5,2024-01-03\n2,Bob,book,10,2024-02-10\n3,Ann,lamp,45,2024-02-11\n4,Cid,pen,5,2024-03-01\n5,Bob,desk,120,2024-03-02\n6,Dee,pen,7,2024-03-05\n",
    "employees.csv": "name,department,salary,age\nAnn,sales,3000,25\nBob,it,4200,41\nCid,sales,2800,33\nDee,it,5100,29\nEve,hr,3100,52\n",
    "grades.csv": "name,maths,physics\nAnn,78,90\nBob,55,61\nCid,92,40\nDee,60,60\n",
    "products.csv": "product,category,price,stock\npen,office,1.5,200\nbook,media,12,0\nlamp,home,35,14\ndesk,home,180,3\nfilm,media,9,50\n",
    "people.json": "[{\"name\": \"Ann\", \"age\": 31, \"city\": \"Rome\", \"active\": true}, {\"name\": \"Bob\", \"age\": 17, \"city\": \"Oslo\", \"active\": false}, {\"name\": \"Cid\", \"age\": 45, \"city\": \"Rome\", \"active\": true}, {\"name\": \"Dee\", \"age\": 22, \"city\": \"Bern\", \"active\": true}]",
    "books.json": "[{\"title\": \"Dune\", \"year\": 1965, \"rating\": 4.5, \"author\": \"Herbert\"}, {\"title\": \"Emma\", \"year\": 1815, \"rating\": 4.1, \"author\": \"Austen\"}, {\"title\": \"Ulysses\", \"year\": 1922, \"rating\": 3.7, \"author\": \"Joyce\"}, {\"title\": \"Persuasion\", \"year\": 1817, \"rating\": 4.3, \"author\": \"Austen\"}]",
    "events.jsonl": "{\"level\": \"info\", \"user\": \"ann\", \"ms\": 12}\n{\"level\": \"error\", \"user\": \"bob\", \"ms\": 340}\n{\"level\": \"error\", \"user\": \"ann\", \"ms\": 55}\n{\"level\": \"info\", \"user\": \"cid\", \"ms\": 7}\n",
    "stock.json": "{\"pen\": 12, \"ink\": 3, \"cup\": 30, \"pad\": 7}",
    "temps.txt": "12.5\n18.25\n9\n21\n15.75\n",
    "words.txt": "apple\nBanana\nkiwi\nfig\napple\ncherry\n",
    "dates.txt": "2024-05-01\n2023-12-24\n2024-02-29\n",
}  # fmt: skip

PRINTS = [
    ('read numbers.txt, keep the even ones, and print their average rounded to 2 decimals', '7.33'),
    ("given prices = {'pen': 2, 'lamp': 95, 'ink': 8, 'desk': 120} raise each by 10%, drop those over 100 and print the rest by name", 'ink 8.8\npen 2.2'),
    ('print the longest line in story.txt and its length', 'Longest: the end of the story is near\nLength: 28'),
    ('read people.json, keep the active people older than 20 and print their names separated by commas', 'Ann, Cid, Dee'),
    ("words = ['kiwi', 'apple', 'fig', 'banana', 'apple']: remove duplicates, sort by length and print each with its length", 'fig 3\nkiwi 4\napple 5\nbanana 6'),
    ('read temps.txt (one temperature per line in celsius), convert to fahrenheit and print the minimum, maximum and mean with one decimal', 'Smallest: 48.2\nLargest: 69.8\nAverage: 59.5'),
    ('from employees.csv print the average salary per department, highest first, as "department: average"', 'it: 4650.0\nhr: 3100.0\nsales: 2900.0'),
    ('read events.jsonl, count the events per level and print the counts sorted by level', 'error 2\ninfo 2'),
    ('scores = [88, 92, 79, 65, 95]; drop the lowest, then print the mean of the others', '88.5'),
    ("people = [{'name': 'Ann', 'age': 31}, {'name': 'Bob', 'age': 25}, {'name': 'Cid', 'age': 40}] print the name of the oldest and the average age", 'Name: Cid\nAverage: 32'),
    ('count how many lines in server.log start with 2024-01-06 and how many contain ERROR, print both numbers', '2\n2'),
    ('make a list of the squares of 1 to 10, keep those divisible by 3 and print their sum and how many there are', 'Total: 126\nCount: 3'),
    ('read dates.txt with one date per line in the form 2024-05-01, sort them and print the earliest and the latest', 'Earliest: 2023-12-24\nLatest: 2024-05-01'),
    ('text = "to be or not to be that is the question": count each word, print only the words that occur more than once with their counts', 'to 2\nbe 2'),
    ('load books.json, group the titles by author and print each author with the number of books', 'Herbert 1\nAusten 2\nJoyce 1'),
    ("read grades.csv, compute each student's average of maths and physics and print name and average, best first", 'Ann 84.0\nCid 66.0\nDee 60.0\nBob 58.0'),
    ("given two lists names = ['Ann', 'Bob', 'Cid'] and ages = [30, 25, 41], pair them up, sort by age and print as name: age", 'Bob: 25\nAnn: 30\nCid: 41'),
    ('take the numbers between 1 and 100 that are divisible by 7 but not by 2, print how many and their sum', 'Count: 7\nTotal: 343'),
    ('lines = ["a,3", "b,5", "c,1"]: split each at the comma, convert the second part to int and print the name with the highest number', 'b'),
    ('read numbers.txt, print the sum of the numbers greater than 5 and the count of the numbers at most 5', 'Total: 32.0\nCount: 2'),
    ('from orders.csv keep the orders after 2024-02-01, and print customer and amount of the most expensive one', 'Bob 120'),
    ('names = ["anna", "bob", "carla", "otto"]; capitalize them, keep those that are palindromes ignoring case and join with " & "', 'Anna & Bob & Otto'),
    ("take a list of tuples [('a', 3), ('b', 1), ('c', 2)], sort it by the second element descending and print the first elements only", 'a\nc\nb'),
    ('read story.txt and print the 3 most frequent words of at least 4 letters', 'quick 1\nbrown 1\njumps 1'),
    ('print each line of names.txt with its line number, skipping blank lines', '1: Zoe\n2: ada\n3: Bob\n5: Ann\n6: Bob\n7: Otto'),
    ('read names.txt, throw away empty lines and duplicates, then print how many names are left and the names in alphabetical order', "Count: 5\n['Ann', 'Bob', 'Otto', 'Zoe', 'ada']"),
    ('read temps.txt, find the values above the average and print how many there are and the largest', 'Count: 3\nLargest: 21.0'),
    ('print all numbers from 1 to 50 divisible by 3 or 5, separated by spaces, and their sum', '3 5 6 9 10 12 15 18 20 21 24 25 27 30 33 35 36 39 40 42 45 48 50\nTotal: 593'),
    ('read grades.csv, print the name of the student with the best maths mark and the average physics mark', 'Name: Cid\nAverage: 62.75'),
    ('d = {"b": 2, "a": 5, "c": 1}; sort it by value descending and print as "a=5"', 'a=5\nb=2\nc=1'),
    ('print the sum of the squares of the odd numbers from 1 to 20 and how many there are', 'Total: 1330\nCount: 10'),
    ('cities = {"Rome": 2.8, "Oslo": 0.7, "Bern": 0.1}: print the largest city and the total population', 'City: Rome\nTotal: 3.6'),
    ("students = [{'name': 'Al', 'marks': [80, 90]}, {'name': 'Bo', 'marks': [50, 70]}]: print each name with the average of the marks", 'Al 85\nBo 60'),
    ('prices = [12.5, 3.0, 8.75]: add 20% tax to each, round to 2 decimals and print the list and the total', '[15.0, 3.6, 10.5]\nTotal: 29.1'),
    ('count how often each letter occurs in "mississippi", print the letters that occur more than twice with counts, highest first', 'i 4\ns 4'),
    ('read sales figures from temps.txt, drop the smallest and the biggest value and print the mean of the others with 2 decimals', '15.50'),
    ('sort the lines of words.txt by length, shortest first, remove doubles and print them numbered', '1: fig\n2: kiwi\n3: apple\n4: Banana\n5: cherry'),
    ("temps = {'mon': 12, 'tue': 17, 'wed': 9}: print the warmest day, the coldest day and the mean temperature", 'tue\nwed\n12.666666666666666'),
    ('points = [("ann", 3), ("bob", 9), ("ann", 4)]: add up the points per name and print the best', 'bob 9'),
    ('given nums = [3, -1, 4, -5]: print the positives, the negatives and the sum of the absolute values', '[3, 4]\n[-1, -5]\nTotal: 13'),
    ('print the 5 most expensive products in products.csv as "product - price"', 'desk - 180\nlamp - 35\nbook - 12\nfilm - 9\npen - 1.5'),
    ('words = ["level", "cat", "noon"]; print each word and whether it is a palindrome', 'level True\ncat False\nnoon True'),
    ('load stock.json (a dict of item to quantity), print the 2 items with the highest quantity and the sum of all quantities', 'cup 30\npen 12\nTotal: 52'),
    ('read numbers.txt, print the running total after each number and then the final total', '[4.0, 11.0, 21.0, 24.0, 32.0, 39.0]\n39.0'),
    ('numbers from 1 to 30: keep those not divisible by 2 or 3, print them with commas between, then their average rounded', '1, 5, 7, 11, 13, 17, 19, 23, 25, 29\nAverage: 15'),
    ("from story.txt print the words that end with s, sorted and without duplicates", "['is', 'jumps']"),
    ("print the 3 smallest numbers in numbers.txt and their average with 2 decimals", "[3.0, 4.0, 7.0]\nAverage: 4.67"),
    ("take [5, 3, 9, 1], sort it and print the median and the sum of the first three", "Middle: 4.0\nTotal: 9"),
    ("sort the people in people.json by city, then by age, and print name, city and age", "Dee Bern 22\nBob Oslo 17\nAnn Rome 31\nCid Rome 45"),
    ('data = {"a": 3, "b": 9, "c": 5}; double every value, remove those below 8 and print the sum and the key with the highest value', "Total: 28\nKey: b"),
    ('words = ["pear", "fig", "apple", "kiwi"]: sort them by last letter and print the first one', "apple"),
    ("read temps.txt and print how many values are below 15 and the average of those above 15", "Count: 2\nAverage: 18.333333333333332"),
    ("load people.json, sort by age from oldest to youngest and print name and city of the first two", "Cid Rome\nAnn Rome"),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a person's files, the working directory of what is run."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def script(request: str) -> str:
    found = read_script(request)
    assert found is not None, request
    return found.code


def run(code: str, answers: str = "") -> str:
    """Run some code and return what it prints; `answers` are the lines that are typed."""
    typed = iter(answers.splitlines())
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, "script.py", "exec"), {"__name__": "__main__", "input": lambda _="": next(typed)})
    return printed.getvalue().strip()


@pytest.mark.parametrize(("request_text", "printed"), PRINTS, ids=[text[:50] for text, _ in PRINTS])
def test_every_step_is_done(folder: Path, request_text: str, printed: str) -> None:
    assert run(script(request_text)) == printed


TYPED = [
    ("ask the user for 5 numbers and print the largest and the average", "3\n9\n1\n4\n8", "Largest: 9.0\nAverage: 5.0"),
    ("ask the user for words until they type stop, then print how many were entered and the longest one", "kiwi\nbanana\nstop", "Count: 2\nLongest: banana"),
    ("ask the user for a word and print it reversed, in capitals and how many letters it has", "hello", "Backwards: olleh\nUppercase: HELLO\nLength: 5"),
    ("ask the user for numbers until 0 is entered, then print the even ones and the odd ones", "1\n2\n3\n0", "[2.0]\n[1.0, 3.0]"),
    ("ask for 3 words and print the ones that start with a vowel", "ape\nbee\nEmu", "['ape', 'Emu']"),
]  # fmt: skip


@pytest.mark.parametrize(("request_text", "answers", "printed"), TYPED, ids=[row[0][:50] for row in TYPED])
def test_what_is_typed_is_worked_on(request_text: str, answers: str, printed: str) -> None:
    assert run(script(request_text), answers) == printed


FUNCTIONS = [
    ("write a function that takes a list of words and returns those longer than 4 letters in upper case, sorted", "process", (["pear", "banana", "apple"],), ["APPLE", "BANANA"]),
    ("function that gets a string and returns the number of vowels and the number of consonants", "process", ("Hello World",), (3, 7)),
    ("create a function average_of_even(numbers) that filters the even numbers and returns their average, or 0 if there are none", "average_of_even", ([1],), 0),
    ("write a function that takes a list of numbers and returns the second largest without duplicates", "process", ([5, 5, 3, 9, 9],), 5),
    ("write a function that takes a sentence and returns a dict with each word and its length", "process", ("hi you",), {"hi": 2, "you": 3}),
    ("make a function top_words(text, n) that returns the n most common words in the text, ignoring case", "top_words", ("a b A c b a", 2), [("a", 3), ("b", 2)]),
    ("write a function is_long(words, limit=5) returning the words with at least limit letters", "is_long", (["apple", "fig"],), ["apple"]),
    ("write a function that takes a list of strings and returns a dictionary from first letter to the number of strings", "process", (["ab", "ac", "b"],), {"a": 2, "b": 1}),
    ("make a function named longest_two that takes a list of words and returns the two longest ones, longest first", "longest_two", (["a", "bbb", "cc"],), ["bbb", "cc"]),
    ("write a function that takes a dict of name to age and returns the names of the people over 18 in alphabetical order", "process", ({"b": 20, "a": 30, "c": 5},), ["a", "b"]),
    ("write a function count_long(path, n) that returns how many lines of a text file are longer than n characters", "count_long", ("story.txt", 20), 2),
    ("create a function count_words(path) that reads the file and returns a dict of the 3 most frequent words", "count_words", ("story.txt",), {"the": 4, "quick": 1, "brown": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("request_text", "name", "given", "result"), FUNCTIONS, ids=[row[0][:50] for row in FUNCTIONS])
def test_a_function_gives_back_what_was_asked(
    folder: Path, request_text: str, name: str, given: tuple[object, ...], result: object
) -> None:
    namespace: dict[str, object] = {}
    exec(script(request_text), namespace)
    assert namespace[name](*given) == result  # type: ignore[operator]


WRITES = [
    ("from orders.csv sum the amount per customer, sort descending and write the top 3 to top.json", "top.json", '{\n  "Bob": 130.0,\n  "Ann": 65.5,\n  "Dee": 7.0\n}'),
    ("open server.log, take only the ERROR lines, strip the date in front and save them to errors.txt", "errors.txt", "ERROR disk full\nERROR timeout\n"),
    ("read employees.csv, keep those older than 30, and save name and salary to older.csv", "older.csv", "name,salary\nBob,4200\nCid,2800\nEve,3100\n"),
    ("read words.txt, lower case everything, remove duplicates, sort and write to sorted.txt one per line", "sorted.txt", "apple\nbanana\ncherry\nfig\nkiwi\n"),
    ("read server.log and write the lines without INFO to important.txt, then print how many were written", "important.txt", "2024-01-05 ERROR disk full\n2024-01-06 WARNING slow\n2024-01-07 ERROR timeout\n"),
    ("take books.json, keep the books written before 1900, print title and author, and save them to old.csv", "old.csv", "title,year,rating,author\nEmma,1815,4.1,Austen\nPersuasion,1817,4.3,Austen\n"),
]  # fmt: skip


@pytest.mark.parametrize(("request_text", "path", "content"), WRITES, ids=[row[0][:50] for row in WRITES])
def test_a_file_holds_what_was_asked(folder: Path, request_text: str, path: str, content: str) -> None:
    run(script(request_text))
    assert (folder / path).read_text(encoding="utf-8") == content


@pytest.mark.parametrize(
    "text",
    [
        "number of inversions of [3, 1, 2]",
        "read people.json, take everyone who likes tea and print their names",
        "read stock.json and print all keys",
        "read numbers.txt, frobnicate the numbers and print their sum",
        "write a function clamp_all(numbers, low, high) that returns the numbers limited to the range low to high",
        "read story.txt and print the words that rhyme with day",
    ],
)
def test_what_is_not_understood_to_the_last_word_is_not_written(text: str) -> None:
    assert read_script(text) is None
