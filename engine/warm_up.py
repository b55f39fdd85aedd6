"""Ask once what people often ask, so that nobody's first request waits for patterns to be compiled and modules read."""

from collections.abc import Callable

from engine.adapt import adapt
from engine.examples import get_ready
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
    "In stock.csv (name,kind,price) lower the price by 10% where kind is food, leave the others alone, save as new.csv",
    "sales.json holds a list of objects with item, price and qty. Compute the amount for each item and write "
    "it to out.csv, biggest amount first, with a column share in percent of the total",
    "orders.csv: convert the column weight from grams to kg and set status to open for rows without one",
    "visits.jsonl has a json object per line with a page. Tally the pages and print one line per page, most at the top",
    "count the missing values in each column of data.csv using pandas",
    "from readings.csv show the day with the highest temperature and the average humidity per city for 2024",
    "find the headings (lines that begin with #) of notes.md and print them as an outline, two spaces a level",
    "a function that takes a list of numbers, drops those over the average and returns the mean of the rest",
    "group a list of words by their first letter, sort each group and print one line per letter",
    "a function which gets a list of names and returns them without duplicates, moving the empty ones to its end",
    "split the paragraph text into sentences, count the words of each and print the longest one",
    "sort the list nums = [5, 2, 9] with bubble sort, without sorted",
    "make one dictionary of the lists keys = ['a', 'b'] and values = [1, 2] and print it as a table with a header",
    "read names.txt, capitalise every name, sort them and write them to sorted.txt",
    "an abstract base class Vehicle with an abstract method wheels, and a Car that implements it",
    "insert the rows of people.csv into an sqlite table people and query how many are over 40, then delete the oldest",
    "ask for a sentence and tell how many vowels it has and whether it is a palindrome",
    "interleave two lists of the same length, rotate the result by 2 and cut it into rows of three",
    "add the line '# made here' at the top of each .py file in the folder src",
    "records is a list of dicts with the keys city and age: the oldest per city, cities from A to Z",
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
    "using pandas, add a column amount = price * quantity to orders.csv and print the 5 biggest amounts",
    "all pairs that can be made of the letters in ['x', 'y', 'z'], with itertools",
    "server.log has lines like 'GET /index took 12ms': print the average time and which line was the slowest",
    "encode a message by shifting each letter 5 places, keeping upper and lower case",
    "search all .md files in the folder notes for the word todo and print file name and number of hits for each",
    "given measurements.jsonl, for each row where value is over 10 or status is bad print name and value divided by 2",
    'def count_vowels(text: str) -> int:\n    """Return how many vowels there are in `text`."""\n',
)


RECIPES = 1500  # so many are read; what is found in each is remembered


def warm_up(offers: Offers, should_stop: Callable[[], bool]) -> None:
    """Look the sentences up, read recipes and titles, start a process that can try results; ends early when told to."""
    offers.compose(SENTENCES[0])  # reads the pages of operations
    for sentence in SENTENCES:
        if should_stop():
            return
        offers.find(sentence)
    recipes = offers.matcher.recipes
    for recipe in recipes[:: max(1, len(recipes) // RECIPES)]:
        if should_stop():
            return
        adapt(recipe, recipe.title, recipe.title)
    get_ready()
    for recipe in recipes:
        if should_stop():
            return
        offers.confidence.remember(recipe.title)
