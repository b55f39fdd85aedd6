"""Requests about the rows of files, in the manner of different people: run, and what they print or write."""

from pathlib import Path

import pytest

from engine.chains.compose import compose
from engine.chains.records import read_records
from engine.chains.sql import write_sql
from tests.test_chains import run

FILES = {
    "bookings.csv": "guest,room,nights,price\nAnn,12,3,240\nBob,7,1,90\nCy,12,2,160\nDee,3,5,400\n",
    "plants.json": '[{"name": "fern", "height": 40}, {"name": "ivy", "height": 120}]',
    "moods.jsonl": '{"day": "mon", "mood": 3}\n{"day": "tue", "mood": 5}\n',
    "scores.csv": "player,game,points\nAda,1,30\nBob,1,25\nAda,2,10\nBob,2,45\n",
    "crew.json": '[{"name": "Ann", "dept": "IT", "salary": 5000}, {"name": "Bob", "dept": "HR", "salary": 3000}]',
    'orders.csv': 'order_id,customer,region,amount,date\n1,Ada,north,120.5,2024-01-03\n2,Bob,south,80,2024-01-15\n3,Ada,north,40,2024-02-01\n4,Cy,east,300,2024-02-10\n5,Bob,south,20.25,2024-03-05\n',
    'staff.csv': 'name,department,salary,start\nAnn,IT,4200,2019-05-01\nBob,HR,3100,2021-02-11\nCleo,IT,3900,2018-09-30\nDan,Sales,2800,2022-01-01\nEve,Sales,3600,2017-07-07\n',
    'temps.csv': 'day,temp\nMon,12.5\nTue,15\nWed,9.75\nThu,20\nFri,18.2\n',
    'books.json': '[{"title": "Dune", "author": "Herbert", "year": 1965, "pages": 412}, {"title": "Emma", "author": "Austen", "year": 1815, "pages": 474}, {"title": "Ubik", "author": "Dick", "year": 1969, "pages": 202}, {"title": "Persuasion", "author": "Austen", "year": 1817, "pages": 249}]',
    'sales.csv': 'date,shop,product,units,price\n2024-01-05,Mitte,tea,10,2.5\n2024-01-20,Nord,coffee,4,8\n2024-02-02,Mitte,coffee,6,8\n2024-02-14,Nord,tea,12,2.5\n2024-03-01,West,cake,3,20\n',
    'pupils.csv': 'name,class,maths,english\nMia,7a,2,1\nTom,7b,4,3\nLea,7a,1,2\nJan,7b,3,3\nZoe,7c,5,4\n',
    'people.json': '[{"name": "Ann", "age": 31, "town": "Bern"}, {"name": "Bo", "age": 17, "town": "Genf"}, {"name": "Cy", "age": 45, "town": "Bern"}]',
    'invoices.csv': 'number,client,date,net,paid\nR1,Acme,2024-01-10,100,yes\nR2,Beta,2024-01-20,250.5,no\nR3,Acme,2024-02-03,75,no\nR4,Coda,2024-02-28,300,yes\n',
    'clients.json': '[{"client": "Acme", "country": "DE"}, {"client": "Beta", "country": "FR"}, {"client": "Coda", "country": "DE"}]',
    'users.json': '[{"name": "ann", "age": 30, "active": true, "tags": ["a", "b"]}, {"name": "bob", "age": 19, "active": false, "tags": ["b"]}, {"name": "eve", "age": 44, "active": true, "tags": []}]',
    'votes.jsonl': '{"voter": 1, "party": "red"}\n{"voter": 2, "party": "blue"}\n{"voter": 3, "party": "red"}\n',
    'countries.csv': 'name,continent,population,area\nFrance,Europe,67,551\nSpain,Europe,47,505\nChina,Asia,1400,9597\nJapan,Asia,125,377\n',
    'expenses.csv': 'date,category,shop,amount\n2024-03-01,food,Aldi,23.5\n2024-03-02,travel,DB,49.9\n2024-03-15,food,Lidl,12\n2024-04-02,rent,Home,700\n2024-04-09,food,Aldi,31.2\n',
    'students.csv': 'name,grade,points\nKim,9,88\nLou,10,72\nSam,9,95\nPat,10,60\nJo,11,81\n',
    'teachers.csv': 'grade,teacher\n9,Mr Hill\n10,Ms Wood\n11,Mrs Lake\n',
    'cars.csv': 'make,model,year,price,km\nVW,Golf,2015,9000,120000\nBMW,i3,2019,18000,45000\nVW,Polo,2018,8500,60000\nFiat,Panda,2012,4000,99000\n',
    'songs.json': '[{"title": "Help", "artist": "Beatles", "seconds": 139, "plays": 40}, {"title": "Yesterday", "artist": "Beatles", "seconds": 125, "plays": 75}, {"title": "Hurt", "artist": "Cash", "seconds": 218, "plays": 33}, {"title": "Creep", "artist": "Radiohead", "seconds": 239, "plays": 51}]',
    'readings.jsonl': '{"sensor": "a", "value": 3.2}\n{"sensor": "b", "value": 9.9}\n{"sensor": "a", "value": 4.0}\n{"sensor": "b", "value": 1.1}\n{"sensor": "c", "value": 7}\n',
    'customers.csv': 'customer,email,city\nAda,ada@x.org,Paris\nBob,bob@x.org,Rome\nCy,cy@x.org,Oslo\n',
    'parts.json': '[{"sku": "A1", "stock": 4, "price": 2.5}, {"sku": "B2", "stock": 0, "price": 10.0}, {"sku": "C3", "stock": 12, "price": 1.25}]',
    'members.csv': 'id,first_name,last_name,city,joined,fee\n1,Ada,Byron,London,2015-03-01,120\n2,Alan,Turing,,2019-07-15,90\n3,Grace,Hopper,Boston,2021-01-10,150\n4,Linus,T,Boston,2022-05-05,60\n',
    'movies.json': '[{"title": "Heat", "year": 1995, "genre": "crime", "rating": 8.3}, {"title": "Up", "year": 2009, "genre": "animation", "rating": 8.2}, {"title": "Cars", "year": 2006, "genre": "animation", "rating": 7.2}, {"title": "Alien", "year": 1979, "genre": "horror", "rating": 8.5}]',
    'weather.csv': 'date,city,tmin,tmax,rain\n2024-06-01,Rome,15,28,0\n2024-06-01,Oslo,8,17,3.5\n2024-06-02,Rome,16,30,0\n2024-06-02,Oslo,7,14,12\n',
    'contacts.csv': 'name,email\nA,a@x\nB,\n',
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with tables, the working directory of what is run."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def code_for(text: str) -> str:
    """Return the program for a request that was understood whole."""
    found = write_sql(text) or compose(text)
    assert found is not None
    assert not found.missed
    return found.code


PRINTS = [
    ("bookings.csv: which room has the most bookings?", "12 2"),
    ("print the youngest person in people.json and the town", "Bo Genf"),
    ("expenses.csv total amount for March 2024", "85.4"),
    ("songs.json: count the different artists", "3"),
    ("print guest and price of all bookings in bookings.csv with a price above 100, highest price first", "Dee 400\nAnn 240\nCy 160"),
    ("bookings.csv: average nights and highest price, print both with labels", "Average: 2.75\nHighest: 400.0"),
    ("list all rooms in bookings.csv without duplicates, sorted", "12\n3\n7"),
    ("how many plants in plants.json are taller than 30? print the number and the names", "2\nfern\nivy"),
    ("read moods.jsonl and print day: mood for each line", "mon: 3\ntue: 5"),
    ("moods.jsonl: print the best day and the average mood", "Best day: tue\nAverage: 4"),
    ("scores.csv: best player of each game with points", "1 Ada 30\n2 Bob 45"),
    ("print the number of rows and the column names of scores.csv", "Count: 4\nColumns: player, game, points"),
    ("from scores.csv with columns player, game, points print the top 1 players by total points", "Bob 70"),
    ('orders.csv: number of orders and average amount for each customer, one line per customer like Ada: 2 orders, avg 80.25', 'Ada: 2 orders, avg 80.25\nBob: 2 orders, avg 50.12\nCy: 1 orders, avg 300.00'),
    ('Read staff.csv and print the number of employees, the average salary and the name of the highest paid employee.', 'Count: 5\nAverage: 3520.0\nName highest paid employee: Ann'),
    ('temps.csv has columns day and temp. Print the warmest day, the coldest day and the average temperature to one decimal.', 'Warmest day: Thu\nColdest day: Wed\nAverage: 15.1'),
    ('which author in books.json wrote the most pages in total?', 'Austen 723'),
    ('from staff.csv get highest and lowest salary per department and print like IT: 3900-4200', 'IT: 3900-4200\nHR: 3100-3100\nSales: 2800-3600'),
    ('read staff.csv and print a markdown table with name and salary', '| name | salary |\n| --- | --- |\n| Ann | 4200 |\n| Bob | 3100 |\n| Cleo | 3900 |\n| Dan | 2800 |\n| Eve | 3600 |'),
    ('sum the amount column in orders.csv for region north and for region south and print both', 'North: 160.5\nSouth: 100.25'),
    ('sales.csv: which product brought in the most units?', 'tea 22.0'),
    ('group sales.csv by shop and print shop, total units and number of sales', 'Mitte 16.0 2\nNord 16.0 2\nWest 3.0 1'),
    ('pupils.csv: average of maths and english for each pupil, best average first, print name and average with 1 decimal', 'Zoe 4.5\nTom 3.5\nJan 3.0\nMia 1.5\nLea 1.5'),
    ('From pupils.csv print the names of all pupils in class 7a, sorted by maths', 'Lea\nMia'),
    ('read pupils.csv; for each class print the class, how many pupils it has and the mean of maths rounded to 2 decimals', '7a 2 1.5\n7b 2 3.5\n7c 1 5.0'),
    ('how many pupils in pupils.csv have a 3 or higher in maths? print the number and their names', '3\nTom\nJan\nZoe'),
    ("what's the oldest and the youngest person in people.json? print both names", 'Oldest: Cy\nYoungest person: Bo'),
    ('invoices.csv: number of invoices and sum of net by month', '2024-01 2 350.5\n2024-02 2 375.0'),
    ('combine invoices.csv and clients.json on client, then total net per country, biggest first', 'DE 475.0\nFR 250.5'),
    ('users.json: names of active users older than 20, comma separated', 'ann, eve'),
    ('users.json count the users with tag b', '2'),
    ('votes.jsonl: percentage of votes per party with one decimal', 'red 66.7\nblue 33.3'),
    ('countries.csv largest country by area and smallest by population, print both names', 'Largest country by area: China\nSmallest by population: Spain'),
    ('for each shop in expenses.csv show the number of purchases and the total amount, tab separated', 'Aldi\t2\t54.7\nDB\t1\t49.9\nLidl\t1\t12.0\nHome\t1\t700.0'),
    ('students.csv: list name and points of the students in grade 9 from best to worst', 'Sam 95\nKim 88'),
    ("join students.csv and teachers.csv using grade and print each student's name with the teacher", 'Kim Mr Hill\nLou Ms Wood\nSam Mr Hill\nPat Ms Wood\nJo Mrs Lake'),
    ('read students.csv and print the average points, the best student and the worst student', "Average: 79.2\nBest student: {'name': 'Sam', 'grade': '9', 'points': '95'}\nWorst student: {'name': 'Pat', 'grade': '10', 'points': '60'}"),
    ('cars.csv: number of cars and average price per make, only makes with more than one car', 'VW 2 8750.0'),
    ('which make in cars.csv has the highest average price?', 'BMW 18000.0'),
    ('how many songs and how many different artists are in songs.json?', 'Count: 4\nArtists: 3'),
    ('readings.jsonl: min, max and mean value per sensor as a table', 'sensor  lowest  highest  average\na       3.2     4.0      3.6\nb       1.1     9.9      5.5\nc       7       7        7'),
    ('readings.jsonl: drop readings with value over 9, then average value per sensor', 'a 3.6\nb 1.1\nc 7'),
    ('load staff.csv into a sqlite table staff in company.db and print the average salary per department', 'HR 3100.0\nIT 4050.0\nSales 3200.0'),
    ("create a sqlite database shop.db with a table items (name text, price real, qty integer), insert ('pen', 1.5, 100), ('book', 12.0, 8) and ('lamp', 30.0, 3), then print all items cheaper than 20 ordered by price", "('pen', 1.5, 100)\n('book', 12.0, 8)"),
    ('sqlite lib2.db: table loans with columns reader and book; insert ana/emma, ben/ubik, ana/dune; print how many books each reader has', 'ana 2\nben 1'),
    ('create a table staff in office.db with name, dept and pay, insert Ann IT 5000, Bob HR 4000, Cid IT 4500 and print the departments whose average pay is over 4200', 'IT'),
    ("sqlite: create table pets (name, kind, age) in pets.db, add ('Rex', 'dog', 4), ('Tom', 'cat', 2), ('Fox', 'dog', 9), print number of pets per kind and the oldest pet", 'cat 1\ndog 2\nFox dog 9'),
    ('import staff.csv into the table workers of hr.sqlite, then show name and salary of everyone in department IT with a salary over 4000', 'Ann 4200'),
    ('put staff.csv in an in-memory sqlite table called people and print department, number of people and average salary per department, highest average first', 'IT 2 4050.0\nSales 2 3200.0\nHR 1 3100.0'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "printed"), PRINTS, ids=[row[0][:50] for row in PRINTS])
def test_what_is_asked_of_rows_is_printed(folder: Path, text: str, printed: str) -> None:
    assert run(code_for(text)) == printed


WRITES = [
    ("scores.csv: average points per game with 2 decimals, write game,average to averages.csv", "averages.csv", "game,average\n1,27.50\n2,27.50\n"),
    ("add a field watered with value false to every plant in plants.json and save the file with indent 1", "plants.json", '[\n {\n  "name": "fern",\n  "height": 40,\n  "watered": false\n },\n {\n  "name": "ivy",\n  "height": 120,\n  "watered": false\n }\n]'),
    ("load crew.json, give IT people a 3% raise, write the list to crew_new.json with an indent of 1", "crew_new.json", '[\n {\n  "name": "Ann",\n  "dept": "IT",\n  "salary": 5150.0\n },\n {\n  "name": "Bob",\n  "dept": "HR",\n  "salary": 3000\n }\n]'),
    ('join orders.csv and customers.csv on customer and write customer, city, amount to merged.csv', 'merged.csv', 'customer,city,amount\nAda,Paris,120.5\nBob,Rome,80\nAda,Paris,40\nCy,Oslo,300\nBob,Rome,20.25\n'),
    ('load parts.json, keep only parts with stock above 0, add a field value = stock * price, and write them to parts_available.json with indent 2', 'parts_available.json', '[\n  {\n    "sku": "A1",\n    "stock": 4,\n    "price": 2.5,\n    "value": 10.0\n  },\n  {\n    "sku": "C3",\n    "stock": 12,\n    "price": 1.25,\n    "value": 15.0\n  }\n]'),
    ('staff.csv - give everyone in IT a 5% raise and save as staff_new.csv', 'staff_new.csv', 'name,department,salary,start\nAnn,IT,4410.0,2019-05-01\nBob,HR,3100,2021-02-11\nCleo,IT,4095.0,2018-09-30\nDan,Sales,2800,2022-01-01\nEve,Sales,3600,2017-07-07\n'),
    ('temps.csv day,temp: add a column fahrenheit and write to temps_f.csv', 'temps_f.csv', 'day,temp,fahrenheit\nMon,12.5,54.5\nTue,15,59.0\nWed,9.75,49.55\nThu,20,68.0\nFri,18.2,64.76\n'),
    ('make a csv books.csv out of books.json with only title and pages, longest book first', 'books.csv', 'title,pages\nEmma,474\nDune,412\nPersuasion,249\nUbik,202\n'),
    ('make a dictionary from customers.csv mapping customer to email and dump it to emails.json', 'emails.json', '{\n  "Ada": "ada@x.org",\n  "Bob": "bob@x.org",\n  "Cy": "cy@x.org"\n}'),
    ('read staff.csv, group employees by department and write one file per department, e.g. IT.csv', 'IT.csv', 'name,department,salary,start\nAnn,IT,4200,2019-05-01\nCleo,IT,3900,2018-09-30\n'),
    ('split orders.csv into two files: big.csv for amounts over 100 and small.csv for the rest', 'small.csv', 'order_id,customer,region,amount,date\n2,Bob,south,80,2024-01-15\n3,Ada,north,40,2024-02-01\n5,Bob,south,20.25,2024-03-05\n'),
    ('read books.json, books published after 1900 go in modern.json, the others in classic.json', 'classic.json', '[\n  {\n    "title": "Emma",\n    "author": "Austen",\n    "year": 1815,\n    "pages": 474\n  },\n  {\n    "title": "Persuasion",\n    "author": "Austen",\n    "year": 1817,\n    "pages": 249\n  }\n]'),
    ("members.csv: fill empty city with 'unknown' and save the file", 'members.csv', 'id,first_name,last_name,city,joined,fee\n1,Ada,Byron,London,2015-03-01,120\n2,Alan,Turing,unknown,2019-07-15,90\n3,Grace,Hopper,Boston,2021-01-10,150\n4,Linus,T,Boston,2022-05-05,60\n'),
    ('read movies.json and make a dictionary from genre to list of titles, save it to by_genre.json with indent 4', 'by_genre.json', '{\n    "crime": [\n        "Heat"\n    ],\n    "animation": [\n        "Up",\n        "Cars"\n    ],\n    "horror": [\n        "Alien"\n    ]\n}'),
    ('people.json to people.csv, only name and town, sorted by name', 'people.csv', 'name,town\nAnn,Bern\nBo,Genf\nCy,Bern\n'),
    ('weather.csv: add column range = tmax - tmin, keep only rows with range over 9, write to wide.csv', 'wide.csv', 'date,city,tmin,tmax,rain,range\n2024-06-01,Rome,15,28,0,13.0\n2024-06-02,Rome,16,30,0,14.0\n'),
    ('delete all rows without paid = yes from invoices.csv and overwrite the file', 'invoices.csv', 'number,client,date,net,paid\nR1,Acme,2024-01-10,100,yes\nR4,Coda,2024-02-28,300,yes\n'),
    ('total amount per category from expenses.csv, write it to totals.csv with columns category and total, biggest total first', 'totals.csv', 'category,total\nrent,700.0\nfood,66.7\ntravel,49.9\n'),
    ('students.csv: add a column passed that is yes if points are at least 70 and no otherwise, save to result.csv', 'result.csv', 'name,grade,points,passed\nKim,9,88,yes\nLou,10,72,yes\nSam,9,95,yes\nPat,10,60,no\nJo,11,81,yes\n'),
    ('lower all prices in cars.csv by 5% and save the file as cars_sale.csv', 'cars_sale.csv', 'make,model,year,price,km\nVW,Golf,2015,8550.0,120000\nBMW,i3,2019,17100.0,45000\nVW,Polo,2018,8075.0,60000\nFiat,Panda,2012,3800.0,99000\n'),
    ('convert cars.csv to json and save it in cars.json, only model and year', 'cars.json', '[\n  {\n    "model": "Golf",\n    "year": "2015"\n  },\n  {\n    "model": "i3",\n    "year": "2019"\n  },\n  {\n    "model": "Polo",\n    "year": "2018"\n  },\n  {\n    "model": "Panda",\n    "year": "2012"\n  }\n]'),
    ('read readings.jsonl and write a csv readings.csv with sensor and value sorted by sensor then value', 'readings.csv', 'sensor,value\na,3.2\na,4.0\nb,1.1\nb,9.9\nc,7\n'),
    ('go through contacts.csv, pick out the rows where the email column is empty, write them (with the header) to missing.csv and print how many there were', 'missing.csv', 'name,email\nB,\n'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "path", "written"), WRITES, ids=[row[0][:50] for row in WRITES])
def test_what_is_asked_of_rows_is_written(folder: Path, text: str, path: str, written: str) -> None:
    run(code_for(text))
    assert (folder / path).read_text(encoding="utf-8").replace("\r\n", "\n") == written


UNCLEAR = [
    "open grades.csv, find the best student in each subject and save the result as best.json",  # best by what?
    "in staff.csv find people who started before 2020 and print their names",  # what is the column called?
    "keep the rows of orders.csv for region north and region south, print them",  # both at once, or either?
    "weather.csv: average tmax per city and the day with the most rain",  # of each city, or of all?
    "which runner in runs.csv ran the most kilometres? print the name and the distance",  # one column or two?
    "print name and frobnicate the rest of staff.csv",
]


@pytest.mark.parametrize("text", UNCLEAR, ids=[text[:50] for text in UNCLEAR])
def test_rows_are_not_read_where_a_word_is_unclear(text: str) -> None:
    assert read_records(text) is None


def test_a_program_of_steps_holds_the_loud_words_of_its_request() -> None:
    """What is to be written are the lines of two kinds, not all lines."""
    found = compose("read app.log and write all WARNING and ERROR lines to problems.log")
    assert found is None or found.missed or "WARNING" in found.code


@pytest.mark.parametrize("text", ["make a table of squares and cubes", "print the ascii table"])
def test_a_table_that_is_printed_is_none_of_a_database(text):
    assert write_sql(text) is None


def test_older_than_a_year_is_no_age():
    found = write_sql("delete all rows from table logs in app.db older than 2020")
    assert found is not None
    assert '"DELETE FROM logs WHERE year < ?", (2020,)' in found.code
