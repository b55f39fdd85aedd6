"""Ask once what people often ask, so that nobody's first request waits for patterns to be compiled and modules read."""

from collections.abc import Callable

from engine.offers import Offers

# One sentence or two for each kind of thing that is put together, in the words that its patterns look for.
SENTENCES = (
    "read sales.csv, keep the rows where price is over 10 and print the total of the price column",
    "print the 3 rows of sales.csv with the highest amount, sorted by name, and save them to top.csv",
    "average salary per department of people.csv, as json",
    "add a column total to orders.csv that is price times quantity and write it to a new file",
    "read numbers.txt, sum the numbers and print the average rounded to two decimals",
    "count how often each word occurs in text.txt, ignoring case, and print the five most common ones",
    "print the lines of app.log that contain ERROR with their line numbers",
    "load data.json and print the name and the age of everybody older than 30",
    "from the list of dicts people print the names of those from Berlin, sorted by age, joined with commas",
    "group the list of dicts orders by customer and sum the price of each",
    "given the list of numbers [3, 1, 2], remove duplicates, sort them descending and print them on one line",
    "square the even numbers from 1 to 20 and print their sum",
    "take the words that begin with a vowel, in upper case, longest first",
    "reverse the text hello, remove the vowels and count the letters",
    "for each number from 1 to 15 print fizz if it is divisible by 3, buzz if by 5, otherwise the number",
    "swap the keys and values of the dictionary prices and print the largest value",
    "rename all .txt files in the folder notes to .md and print how many were renamed",
    "list the five largest files below the folder photos with their size in KB",
    "copy all csv files that are older than 7 days to the folder backup",
    "create a table books with title and year in library.db, insert two rows and print those from after 2000",
    "sqlite: number of orders per customer in the table orders of shop.db, most first",
    "a class Account with owner and balance, methods deposit and withdraw that raise ValueError if there is not enough",
    "classes Circle and Square that inherit from Shape with an area method",
    "a decorator that prints how long a function took and retries it three times",
    "write pytest tests for add(a, b)",
    "a script with argparse that takes a file name and an option --count with a default of 5",
    "a regex for dates like 2024-05-31, print all of them in text",
    "run square over the list numbers in a pool of 4 processes",
    "read the section server of settings.ini and change port to 8080",
    "print the first 10 fibonacci numbers that are even",
    "ask the user for a number until it is between 1 and 10, then print whether it is even",
    "days between 2024-01-05 and 2024-03-01, and the weekday of the later one",
    "measure how long it takes to sort a list of a million random numbers",
    'def count_vowels(text: str) -> int:\n    """Return how many vowels there are in `text`."""\n',
)


def warm_up(offers: Offers, should_stop: Callable[[], bool]) -> None:
    """Look the sentences up; ends early when told to."""
    for sentence in SENTENCES:
        if should_stop():
            return
        offers.find(sentence)
