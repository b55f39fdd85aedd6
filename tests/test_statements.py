"""SQL statements and curves of formulas, written from a request and run."""

import sqlite3

import pytest

from engine.chains.formulas import plot_formula
from engine.chains.sql import write_sql


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """A folder with a small database in it."""
    monkeypatch.chdir(tmp_path)
    with sqlite3.connect("shop.db") as connection:
        connection.execute("CREATE TABLE products (name TEXT, price REAL, kind TEXT)")
        rows = [("tea", 4.0, "drink"), ("cake", 3.0, "food"), ("milk", 1.0, "drink")]
        connection.executemany("INSERT INTO products VALUES (?, ?, ?)", rows)
    connection.close()
    return tmp_path / "shop.db"


def rows_of(path, sql="SELECT name, price FROM products ORDER BY name"):
    connection = sqlite3.connect(path)
    rows = connection.execute(sql).fetchall()
    connection.close()
    return rows


def run(request_text: str) -> None:
    chain = write_sql(request_text)
    assert chain is not None, request_text
    exec(chain.code, {})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("select all rows from table products in shop.db where price > 2 order by name", "('cake', 3.0, 'food')\n('tea', 4.0, 'drink')\n"),
        ("print the name and price of all products from the products table in shop.db sorted by price descending", "tea 4.0\ncake 3.0\nmilk 1.0\n"),
        ("count the rows in the table products of shop.db", "3\n"),
        ("how many products are in the table products of shop.db?", "3\n"),
        ("count the rows per kind in table products in shop.db", "drink 2\nfood 1\n"),
        ("average price per kind from the products table in shop.db", "drink 2.5\nfood 3.0\n"),
        ('sum of price in table products where kind is "drink" in shop.db', "5.0\n"),
        ("get the top 1 rows of table products in shop.db sorted by price descending", "('tea', 4.0, 'drink')\n"),
        ('select name from products in shop.db where name starts with "m"', "milk\n"),
        ("select the 2 most expensive products from products in shop.db", "('tea', 4.0, 'drink')\n('cake', 3.0, 'food')\n"),
        ("select distinct kind from products in shop.db", "drink\nfood\n"),
        ("list all tables in the database shop.db", "products\n"),
        ("number of different kinds in table products of shop.db", "2\n"),
        ("list all products cheaper than 2 from the table products in shop.db", "('milk', 1.0, 'drink')\n"),
        ("show name from table products of shop.db where price between 2 and 5", "tea\ncake\n"),
        ("select name from products in shop.db where name in ('tea', 'milk')", "tea\nmilk\n"),
        ("select name from products in shop.db where name = 'tea' or price < 2", "tea\nmilk\n"),
        ("show all rows of the table products in shop.db where kind is null", ""),
        ("print the rows of the table products of shop.db as dictionaries where price > 3", "{'name': 'tea', 'price': 4.0, 'kind': 'drink'}\n"),
        ("print the minimum, maximum and average of price in the table products of shop.db", "lowest: 1.0\nhighest: 4.0\naverage: 2.6666666666666665\n"),
        ("average price of products in the table products of shop.db rounded to 1 decimal", "2.7\n"),
        ("there is a table products(name, price, kind) in shop.db: show the average price per kind, only kinds with at least 2 products", "drink 2.5\n"),
        ("count and total price per kind in table products in shop.db", "drink 2 5.0\nfood 1 3.0\n"),
        ("average price per kind in table products in shop.db, highest first", "food 3.0\ndrink 2.5\n"),
        ("top 1 kinds by total price in table products of shop.db", "drink 5.0\n"),
        ("total price for each kind from table products in shop.db, where the total is below 4", "food 3.0\n"),
        ("average price per kind in products(name, price, kind) in shop.db, highest first", "food 3.0\ndrink 2.5\n"),
        ("table products(name, price, kind) in shop.db. Which kinds have an average price above 2.8?", "food 3.0\n"),
        ("delete all entries from table products where price > 3.5 in shop.db and tell me how many", "1\n"),
        ("shop.db has a table products(name, price, kind). list kinds with more than one product", "drink 2\n"),
        ("which kinds have more than 1 products? table products in shop.db", "drink 2\n"),
        ("the product with the lowest price in the table products of shop.db", "('milk', 1.0, 'drink')\n"),
        ("which columns does the table products in shop.db have, with types", "name TEXT\nprice REAL\nkind TEXT\n"),
        ("delete from the table products in shop.db where price < 3.5 and print how many rows were deleted", "2\n"),
        ("update table products set kind = 'meal' where price < 3.5 in shop.db, print number of changed rows", "2\n"),
        ("show the columns of the table products of shop.db", "name TEXT\nprice REAL\nkind TEXT\n"),
        ("create an in-memory sqlite database with a table fruits (name, class), insert apple 3 and pear 2, and print the rows sorted by class",
         "('pear', 2)\n('apple', 3)\n"),
        ("create a sqlite table scores (id, name, points) in new.db, insert ('Ann', 1.5), ('Bob', 2.5) and print the number of rows per name",
         "Ann 1\nBob 1\n"),
    ],
)  # fmt: skip
def test_rows_are_chosen_and_counted(shop, capsys, text, shown):
    run(text)
    assert capsys.readouterr().out == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("which kinds have no product? table kinds(id, name), table products(name, kind_id), database new.db", "toy\n"),
        ("new.db has kinds(id, name) and products(name, price, kind_id): print the total price per kind", "drink 5.0\nfood 3.0\n"),
        ("list all products with the name of the kind from new.db. products has name, price and kind_id, kinds has id and name",
         "tea 4.0 drink\ncake 3.0 food\nmilk 1.0 drink\n"),
        ("number of products per kind incl. kinds without products; kinds(id, name), products(name, kind_id) in new.db", "drink 2\nfood 1\ntoy 0\n"),
        ("how many products does each kind have? kinds(id, name), products(name, kind_id) in new.db", "drink 2\nfood 1\ntoy 0\n"),
    ],
)  # fmt: skip
def test_two_tables_are_joined_as_their_columns_say(shop, capsys, text, shown):
    with sqlite3.connect("new.db") as connection:
        connection.execute("CREATE TABLE kinds (id INTEGER, name TEXT)")
        connection.executemany("INSERT INTO kinds VALUES (?, ?)", [(1, "drink"), (2, "food"), (3, "toy")])
        connection.execute("CREATE TABLE products (name TEXT, price REAL, kind_id INTEGER)")
        rows = [("tea", 4.0, 1), ("cake", 3.0, 2), ("milk", 1.0, 1)]
        connection.executemany("INSERT INTO products VALUES (?, ?, ?)", rows)
    connection.close()
    run(text)
    assert capsys.readouterr().out == shown


def test_columns_that_get_numbers_have_number_types(shop, capsys):
    """Where the columns of a new table have no types, the rows that are put in tell them."""
    run(
        "create the table marks (id, pupil, mark) in shop.db, insert Ann 2 and Bob 1 and print the columns of table marks"
    )
    assert capsys.readouterr().out == "id INTEGER\npupil TEXT\nmark INTEGER\n"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('insert ("jam", 2.5, "food") into the table products in shop.db', [("cake", 3.0), ("jam", 2.5), ("milk", 1.0), ("tea", 4.0)]),
        ('add a row with name "jam" and price 2.5 into the table products of shop.db', [("cake", 3.0), ("jam", 2.5), ("milk", 1.0), ("tea", 4.0)]),
        ('delete all rows from products in shop.db where kind is "drink"', [("cake", 3.0)]),
        ("update the price of the product with name 'tea' to 5 in the products table of shop.db", [("cake", 3.0), ("milk", 1.0), ("tea", 5.0)]),
        ("insert ('jam', 2.5, 'food') and ('oil', 9.0, 'food') into the table products of shop.db",
         [("cake", 3.0), ("jam", 2.5), ("milk", 1.0), ("oil", 9.0), ("tea", 4.0)]),
        ("in shop.db set the price of all products in kind 'drink' to 9.5 (table products)", [("cake", 3.0), ("milk", 9.5), ("tea", 9.5)]),
        ("delete all products with price 3 from the products table (shop.db)", [("milk", 1.0), ("tea", 4.0)]),
        ("change the price of product 'tea' to 6 in table products of shop.db", [("cake", 3.0), ("milk", 1.0), ("tea", 6.0)]),
        ('set the price to 5 where name is "tea" in table products of shop.db', [("cake", 3.0), ("milk", 1.0), ("tea", 5)]),
        ("increase all prices in the table products of shop.db by 50 percent", [("cake", 4.5), ("milk", 1.5), ("tea", 6.0)]),
    ],
)  # fmt: skip
def test_rows_are_put_in_changed_and_deleted(shop, text, left):
    run(text)
    assert rows_of(shop) == left


def test_a_row_is_put_in_or_changed(shop):
    for amount in (5, 2):
        run(
            f"upsert in sqlite: table stock(sku primary key, qty) in shop.db, add {amount} to the qty of 'A-17' or insert it with {amount}"
        )
    assert rows_of(shop, "SELECT * FROM stock") == [("A-17", 7)]
    run("in shop.db, table stock(sku primary key, qty): set the qty of 'A-17' to 3, insert it if it does not exist")
    assert rows_of(shop, "SELECT * FROM stock") == [("A-17", 3)]


def test_conditions_that_can_be_read_in_two_ways_are_left_to_others():
    assert write_sql("select name from products in shop.db where price > 1 and price < 3 or kind = 'food'") is None


def test_a_table_is_made_with_its_columns(shop):
    run("create a sqlite table users in shop.db with autoincrement id, unique email and age")
    columns = rows_of(shop, "SELECT name, type, pk FROM pragma_table_info('users')")
    assert columns == [("id", "INTEGER", 1), ("email", "TEXT", 0), ("age", "INTEGER", 0)]
    run("drop the table users in shop.db")
    assert rows_of(shop, "SELECT name FROM sqlite_master WHERE name = 'users'") == []


@pytest.mark.parametrize(
    "text",
    [
        "insert or update (upsert) a row in table settings(key, value)",
        "delete rows older than 7 days from logs where column created is an iso date string",
        "delete all rows from products in shop.db",
        "read data.csv into the sqlite table people",
        "make a multiplication table of 7",
        "print a table with name and price",
    ],
)
def test_what_is_not_understood_whole_is_not_written(text):
    assert write_sql(text) is None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("plot y = x**2 for x from -10 to 10, label the axes, and save as parabola.png", ["np.linspace(-10, 10, 200)", "y = x**2", 'plt.ylabel("y")', 'plt.savefig("parabola.png")']),
        ("draw the function sin(x) between 0 and 2*pi", ["np.linspace(0, 2 * np.pi, 200)", "y = np.sin(x)", "plt.show()"]),
        ("graph f(x) = 3x + 2 from -5 to 5 with a grid", ["y = 3 * x + 2", "plt.grid(True)"]),
        ("plot a sine wave from 0 to 10", ["y = np.sin(x)"]),
    ],
)  # fmt: skip
def test_a_curve_is_drawn(text, lines):
    chain = plot_formula(text)
    assert chain is not None
    compile(chain.code, "curve", "exec")
    assert [line for line in lines if line not in chain.code] == []


@pytest.mark.parametrize(
    "text", ["plot the sales from 2010 to 2020", "plot x from 1 to 5 as import os", "plot y = x.__class__ from 0 to 1"]
)
def test_what_is_no_formula_is_not_drawn(text):
    assert plot_formula(text) is None
