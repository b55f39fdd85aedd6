"""What the requests are about: tables with their columns, lists of numbers, lists of words.

Values only, with what people call them. Nothing is drawn here.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    """A column of a table: what it holds, and what people say of large and small values or of a given one."""

    name: str
    kind: str  # "text", "int" or "float"
    values: tuple[str, ...] = ()
    low: float = 0
    high: float = 100
    most: str = ""  # "most expensive"
    least: str = ""  # "cheapest"
    having: tuple[str, ...] = ()  # "in the {v} department"

    @property
    def is_number(self) -> bool:
        """Whether one can compute with it."""
        return self.kind != "text"


@dataclass(frozen=True)
class Table:
    """Rows of one kind of thing; the first column names a row."""

    one: str
    many: str
    columns: tuple[Column, ...]
    stems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A list of numbers or of words: what one is called, and what they are like."""

    one: str
    many: str
    kind: str  # "int", "float" or "str"
    low: float = 0
    high: float = 100
    values: tuple[str, ...] = field(default=())


def _text(name: str, values: str, *having: str) -> Column:
    return Column(name, "text", tuple(value.replace("_", " ") for value in values.split()), having=having)


def _whole(name: str, low: int, high: int, most: str = "", least: str = "") -> Column:
    return Column(name, "int", (), low, high, most, least)


def _real(name: str, low: float, high: float, most: str = "", least: str = "") -> Column:
    return Column(name, "float", (), low, high, most, least)


_PEOPLE = "Ada Ben Cleo Dan Eva Finn Gina Hugo Ida Jon Kira Leo Mia Nils Olga Paul Rosa Sam Tina Zoe"
_CITIES = "Oslo Rome Paris Lima Bern Cairo Delhi Quito Tokyo Turin Dublin Madrid"
_COUNTRIES = "Norway Italy France Peru Spain Egypt India Japan Chile Kenya"

TABLES = (
    Table("product", "products", (
        _text("name", "lamp chair mug pen rug shelf clock vase kettle towel"),
        _text("category", "toys books garden kitchen office sports", "in the {v} category", "of category {v}", "in category {v}"),
        _real("price", 1, 200, "most expensive", "cheapest"), _whole("stock", 0, 200), _real("rating", 1, 5, "best rated", "worst rated"),
        _text("brand", "Acme Nova Zenit Orbit Solis", "by {v}", "of the brand {v}")), ("products", "shop", "inventory", "catalog", "prices")),
    Table("item", "items", (
        _text("item", "apples rice soap milk bread tea salt oil"), _real("price", 0.5, 40, "most expensive", "cheapest"),
        _whole("quantity", 0, 60), _text("shop", "Aldo Corner Market Nord")), ("items", "shopping", "basket", "cart", "groceries")),
    Table("employee", "employees", (
        _text("name", _PEOPLE),
        _text("department", "sales IT marketing HR finance support", "in the {v} department", "in {v}", "from the {v} department", "who work in {v}"),
        _real("salary", 20000, 90000, "best paid", "worst paid"), _whole("age", 18, 65, "oldest", "youngest"),
        _text("city", _CITIES, "from {v}", "in {v}")), ("employees", "staff", "people", "team", "salaries")),
    Table("student", "students", (
        _text("name", _PEOPLE), _text("class", "5a 5b 6a 6b 7c", "in class {v}", "of class {v}", "from class {v}"),
        _real("score", 0, 100, "best", "weakest"), _whole("age", 10, 25, "oldest", "youngest"),
        _text("subject", "maths art music history physics")), ("students", "scores", "grades", "exam", "class")),
    Table("student", "students", (
        _text("student", _PEOPLE), _text("course", "maths art music history physics", "in the {v} course", "of the course {v}"),
        _real("grade", 1, 10, "best", "worst"), _whole("absences", 0, 30)), ("grades", "marks", "results", "school")),
    Table("order", "orders", (
        _text("id", "A1 A2 A3 B4 B5 C6 C7 D8"), _text("customer", _PEOPLE, "of {v}", "from {v}", "placed by {v}"),
        _real("amount", 5, 900, "biggest", "smallest"), _text("status", "paid open shipped cancelled", "that are {v}", "with status {v}", "that are still {v}"),
        _text("country", _COUNTRIES, "from {v}", "to {v}"), _real("weight", 0.1, 30, "heaviest", "lightest")), ("orders", "shop_orders", "order_list")),
    Table("city", "cities", (
        _text("city", _CITIES), _text("country", _COUNTRIES, "in {v}", "of {v}"),
        _whole("population", 20000, 9000000, "biggest", "smallest"), _real("area", 10, 900)), ("cities", "towns", "places")),
    Table("country", "countries", (
        _text("country", _COUNTRIES), _text("continent", "Europe Asia Africa America", "in {v}", "of {v}"),
        _whole("population", 300000, 90000000, "most populous", "least populous"), _real("area", 300, 900000, "largest", "smallest"),
        _real("gdp", 1, 4000, "richest", "poorest")), ("countries", "world", "nations")),
    Table("book", "books", (
        _text("title", "Dune Emma Ulysses Walden Dracula Ivanhoe Rebecca Persuasion"), _text("author", "Austen Joyce Stoker Scott Herbert", "by {v}", "written by {v}"),
        _whole("year", 1800, 2024, "newest", "oldest"), _whole("pages", 80, 900, "longest", "shortest"), _real("rating", 1, 5, "best rated", "worst rated"),
        _text("genre", "fantasy crime romance poetry", "in the {v} genre", "of the genre {v}")), ("books", "library", "reading_list")),
    Table("movie", "movies", (
        _text("title", "Alien Heat Psycho Vertigo Fargo Brazil Casablanca"), _text("director", "Scott Mann Lynch Coen Gilliam", "by {v}", "directed by {v}"),
        _whole("year", 1930, 2024, "newest", "oldest"), _real("rating", 1, 10, "best rated", "worst rated"),
        _text("genre", "drama comedy horror western", "of the genre {v}", "in the {v} genre"), _whole("minutes", 60, 200, "longest", "shortest")), ("movies", "films", "watchlist")),
    Table("sale", "sales", (
        _text("product", "lamp chair mug pen rug"), _text("region", "north south east west", "in the {v}", "in the {v} region", "from the {v} region"),
        _real("amount", 5, 900, "biggest", "smallest"), _whole("units", 1, 90), _text("month", "Jan Feb Mar Apr May Jun", "in {v}", "from {v}"),
        _text("seller", _PEOPLE, "by {v}", "made by {v}")), ("sales", "sales_2024", "report", "revenue")),
    Table("expense", "expenses", (
        _text("description", "rent lunch bus pens books coffee"), _text("category", "food travel home office fun", "in the category {v}", "for {v}", "in the {v} category"),
        _real("amount", 1, 900, "biggest", "smallest"), _text("month", "Jan Feb Mar Apr May Jun", "in {v}", "from {v}")), ("expenses", "budget", "spending", "costs")),
    Table("user", "users", (
        _text("name", _PEOPLE), _text("email", "ada@mail.com ben@web.org cleo@mail.com dan@site.net"), _whole("age", 12, 80, "oldest", "youngest"),
        _text("country", _COUNTRIES, "from {v}", "living in {v}"), _whole("logins", 0, 300, "most active", "least active")), ("users", "accounts", "members", "people")),
    Table("person", "people", (
        _text("name", _PEOPLE), _whole("age", 1, 95, "oldest", "youngest"), _text("city", _CITIES, "from {v}", "living in {v}", "who live in {v}"),
        _real("height", 1.4, 2.1, "tallest", "shortest"), _real("weight", 45, 110, "heaviest", "lightest")), ("people", "persons", "contacts", "friends", "data")),
    Table("player", "players", (
        _text("player", _PEOPLE), _text("team", "Lions Bears Hawks Wolves Sharks", "of the {v}", "in the team {v}", "from team {v}"),
        _whole("points", 0, 99, "best", "worst"), _whole("games", 1, 40)), ("players", "league", "scores", "tournament", "game_scores")),
    Table("reading", "readings", (
        _text("city", _CITIES, "in {v}", "from {v}"), _text("day", "Mon Tue Wed Thu Fri Sat Sun", "on {v}"), _real("temperature", -10, 38, "hottest", "coldest"),
        _real("rain", 0, 60, "wettest", "driest")), ("weather", "readings", "climate", "temperatures")),
    Table("ticket", "tickets", (
        _text("id", "T1 T2 T3 T4 T5 T6"), _text("status", "open closed waiting", "that are {v}", "with status {v}"), _text("owner", _PEOPLE, "of {v}", "owned by {v}"),
        _whole("priority", 1, 5, "most urgent"), _real("hours", 0.5, 40)), ("tickets", "issues", "support", "bugs")),
    Table("task", "tasks", (
        _text("task", "clean cook paint plant write call"), _text("person", _PEOPLE, "of {v}", "for {v}"), _whole("minutes", 5, 240, "longest", "shortest"),
        _text("status", "done open late", "that are {v}", "with status {v}")), ("tasks", "todo", "chores", "jobs")),
    Table("car", "cars", (
        _text("model", "Fox Luna Comet Atlas Pony Strada"), _text("brand", "Nova Volta Zenit Orion", "by {v}", "made by {v}"), _real("price", 2000, 60000, "most expensive", "cheapest"),
        _whole("year", 1990, 2024, "newest", "oldest"), _whole("mileage", 0, 200000)), ("cars", "garage", "vehicles")),
    Table("song", "songs", (
        _text("title", "Blue Rain Home Fire Stars River"), _text("artist", "Mona Kite Duo Velvet", "by {v}"), _whole("seconds", 90, 500, "longest", "shortest"),
        _whole("plays", 0, 900, "most played", "least played")), ("songs", "playlist", "music", "tracks")),
    Table("flight", "flights", (
        _text("number", "AB12 CD34 EF56 GH78"), _text("airline", "Avia Nordic Sunjet", "of {v}", "operated by {v}"), _text("destination", _CITIES, "to {v}"),
        _whole("delay", 0, 240), _whole("passengers", 20, 300)), ("flights", "departures", "airport")),
    Table("invoice", "invoices", (
        _text("number", "R1 R2 R3 R4 R5"), _text("customer", _PEOPLE, "of {v}", "for {v}", "to {v}"), _real("amount", 10, 5000, "biggest", "smallest"),
        _text("status", "paid open late", "that are {v}", "with status {v}")), ("invoices", "bills", "accounting")),
    Table("animal", "animals", (
        _text("name", "Rex Luna Momo Kiki Balu Felix"), _text("species", "dog cat parrot hamster"), _real("weight", 0.1, 60, "heaviest", "lightest"),
        _whole("age", 0, 20, "oldest", "youngest")), ("animals", "pets", "zoo", "shelter")),
    Table("visit", "visits", (
        _text("page", "home about shop blog help"), _text("user", _PEOPLE, "of {v}", "by {v}"), _whole("seconds", 1, 900, "longest", "shortest"),
        _text("country", _COUNTRIES, "from {v}")), ("visits", "log", "traffic", "analytics")),
    Table("house", "houses", (
        _text("address", "Elm_St_1 Oak_St_2 Lake_Rd_9 Hill_Rd_4"), _text("city", _CITIES, "in {v}"), _real("price", 90000, 900000, "most expensive", "cheapest"),
        _whole("rooms", 1, 9), _real("area", 30, 400, "largest", "smallest")), ("houses", "listings", "homes")),
    Table("recipe", "recipes", (
        _text("name", "soup pasta salad curry pie stew"), _text("cuisine", "Italian Thai French Greek"), _whole("minutes", 5, 180, "slowest", "quickest"),
        _whole("calories", 90, 1200), _text("difficulty", "easy medium hard", "that are {v}")), ("recipes", "cookbook", "meals")),
    Table("run", "runs", (
        _text("runner", _PEOPLE, "by {v}", "of {v}"), _real("distance", 1, 42, "longest", "shortest"), _real("minutes", 5, 250, "slowest", "fastest"),
        _text("day", "Mon Tue Wed Thu Fri Sat Sun", "on {v}")), ("runs", "training", "running", "race")),
    Table("donation", "donations", (
        _text("donor", _PEOPLE, "from {v}", "by {v}"), _real("amount", 1, 2000, "biggest", "smallest"), _text("project", "school water forest clinic", "for the {v} project", "for {v}")),
        ("donations", "gifts", "charity")),
)  # fmt: skip

NUMBERS = (
    Kind("number", "numbers", "float", -20, 100), Kind("number", "numbers", "float", 0, 100), Kind("integer", "integers", "int", -20, 60),
    Kind("number", "numbers", "float", -50, 50), Kind("price", "prices", "float", 1, 200), Kind("temperature", "temperatures", "float", -10, 38),
    Kind("score", "scores", "int", 0, 100), Kind("age", "ages", "int", 1, 90), Kind("grade", "grades", "float", 1, 10), Kind("mark", "marks", "int", 0, 100),
    Kind("distance", "distances", "float", 1, 90), Kind("height", "heights", "float", 140, 210), Kind("weight", "weights", "float", 40, 120),
    Kind("amount", "amounts", "float", -300, 900), Kind("value", "values", "float", -10, 100), Kind("measurement", "measurements", "float", 0, 50),
    Kind("reading", "readings", "float", 0, 60), Kind("salary", "salaries", "float", 20000, 90000), Kind("point", "points", "int", 0, 50),
    Kind("duration", "durations", "int", 1, 240), Kind("speed", "speeds", "float", 5, 200), Kind("year", "years", "int", 1900, 2024),
    Kind("expense", "expenses", "float", 1, 400), Kind("sample", "samples", "float", -5, 5),
)  # fmt: skip


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


STRINGS = (
    Kind("name", "names", "str", values=_words(_PEOPLE)), Kind("word", "words", "str", values=_words("apple river stone cloud Banana level tree night eagle piano kayak sun orange idea")),
    Kind("city", "cities", "str", values=_words(_CITIES)), Kind("country", "countries", "str", values=_words(_COUNTRIES)),
    Kind("fruit", "fruits", "str", values=_words("apple banana cherry kiwi mango pear plum fig grape apricot")),
    Kind("animal", "animals", "str", values=_words("cat dog horse tiger eagle whale fox owl bear camel")),
    Kind("color", "colors", "str", values=_words("red green blue black white orange pink brown")),
    Kind("email", "emails", "str", values=_words("ada@mail.com ben@web.org cleo@mail.com dan@site.net eva@web.org")),
    Kind("title", "titles", "str", values=_words("Dune Emma Ulysses Walden Dracula Ivanhoe Rebecca")),
    Kind("tag", "tags", "str", values=_words("python news art food travel sport python art")),
    Kind("username", "usernames", "str", values=_words("ada99 ben cleo_x dan7 eva finn22 gina")),
    Kind("url", "urls", "str", values=_words("https://a.org http://b.com https://c.net/x http://d.org/y")),
    Kind("item", "items", "str", values=_words("milk bread eggs tea rice soap milk")), Kind("vegetable", "vegetables", "str", values=_words("leek carrot onion pea bean beet potato")),
    Kind("student", "students", "str", values=_words(_PEOPLE)), Kind("task", "tasks", "str", values=_words("clean cook paint plant write call")),
    Kind("language", "languages", "str", values=_words("Python Java Rust Go Ruby Perl C")), Kind("code", "codes", "str", values=_words("AX12 BX7 CX99 AY3 BZ41 AX5")),
)  # fmt: skip
LINES = Kind(
    "line",
    "lines",
    "str",
    values=("ERROR disk full", "ok", "user Ada logged in", "WARNING low memory", "", "ok", "# note", "ERROR timeout"),
)
LINE_PARTS = ("ERROR", "WARNING", "ok", "failed", "TODO", "user", "#", "note", "INFO", "timeout")
STRING_PARTS = (
    "a",
    "e",
    "an",
    "er",
    "o",
    "x",
    "ap",
    "in",
    "s",
    "b",
    "m",
    "t",
    "@",
    "py",
    "re",
    "th",
    "c",
    "S",
    "A",
    "B",
)
