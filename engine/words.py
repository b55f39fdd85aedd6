"""From a request to the words that matter: values masked, synonyms folded, endings cut.

Pure functions over text. Knows no recipes; the matcher decides what the words are worth.
"""

import re
import threading
from collections.abc import Callable, Iterable
from functools import lru_cache

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("english")
_ONE_WORD_AT_A_TIME = threading.Lock()  # it keeps the word that it works on

URL = re.compile(r"\b(?:https?|ftp)://[^\s'\"`<>,)]+")
PATH = re.compile(
    r"(?<![\w.])(?:[a-z]:(?=[\\/]))?[~\w/\\.*-]*[\w*]\.(?:[a-z][a-z0-9]{1,4})(?:\.(?:gz|bz2|xz|zip))?\b(?!\()",
    re.IGNORECASE,
)
FILE_ENDINGS = frozenset(
    "txt csv tsv json jsonl xml html htm yaml yml toml ini cfg conf log md py ipynb db sqlite zip tar gz bz2 xz tgz "
    "xlsx xls docx pdf png jpg jpeg gif bmp svg wav mp3 mp4 bin dat pkl pickle npy npz parquet env bak tmp sh css js "
    "sql rst tex ics eml zst sqlite3 lock old new out in webp ico java c cpp h "
    "iso raw heic mov avi mkv flac ogg fasta fastq doc xls ods odt ppt pptx rtf epub geojson rs exe srt".split()
)
QUOTED = re.compile(r"""(?<![\w])(?:'([^'\n]*)'|"([^"\n]*)"|“([^”\n]*)”|‘([^’\n]*)’)(?![\w])|`([^`\n]+)`""")
_BRACKETS = r"\[[^\[\]]*+\]"
for _ in range(3):  # lists in lists in lists
    _BRACKETS = rf"\[[^\[\]]*+(?:{_BRACKETS}[^\[\]]*+)*+\]"
LIST = re.compile(
    rf"{_BRACKETS}|"
    r"\{(?=[^{}]*:)(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|\{[^{}:\n]*,[^{}:\n]*\}|\((?:[^()\n]*,[^()\n]*)\)"
)
NUMBER = re.compile(r"(?<![\w.])[-+]?\d(?:[\d,_]*\d)?(?:\.\d+)?(?:e[-+]?\d+)?%?(?![\w])", re.IGNORECASE)
WORD = re.compile(r"[A-Za-z_][A-Za-z_']*\d{0,3}(?:\+\+|#)?|\d+[a-z]+|[^\W\d_]+|[-+*/%=<>!]=?")

# Several words, or a form that the stemmer would not bring together, written as one.
_PHRASES = [  # what a text must hold for a look to pay, the expression, the word that stands for it
    (
        "how ,number of,no. of,amount of,tally",
        r"\bhow (?:often|many times|many|much)\b|\bnumber of\b|\bno\. of\b|\bamount of\b|\btally\b",
        "count",
    ),
    (
        "get rid,take out,throw,strip out,eat",
        r"\bget rid of\b|\btake out\b|\bthrow (?:away|out)\b|\bstrip out\b|\beat\b",
        "remove",
    ),
    ("add,addition of", r"\badd(?:ing)? up\b|\baddition of\b", "sum"),
    (
        "through,over",
        r"\bgo(?:es|ing)? (?:through|over)\b|\bwalk(?:ing)? (?:through|over)\b|\bstep through\b|\bloop over\b",
        "loop",
    ),
    (
        "first,to,-,reverse order",
        r"\b(?:biggest|largest|highest|greatest|longest|newest|most) (?:one |ones |value |values |item |items )?first\b",  # noqa: E501
        "descending",
    ),
    (
        "first,to,-,reverse order",
        r"\b(?:from )?(?:big|high|large|long)(?:est)? to (?:small|low|short)(?:est)?\b|\bz (?:to|-) ?a\b|\bin reverse order of\b",  # noqa: E501
        "descending",
    ),
    (
        "first,to,-,reverse order",
        r"\b(?:smallest|lowest|shortest|oldest|youngest) (?:one |ones |value |values |item |items )?first\b",
        "ascending",
    ),
    (
        "first,to,-,reverse order",
        r"\b(?:from )?(?:small|low|short)(?:est)? to (?:big|high|large|long)(?:est)?\b|\ba (?:to|-) ?z\b",
        "ascending",
    ),
    ("reg", r"\breg(?:ular)?[ -]?exp?(?:ression)?s?\b|\bregexe?s\b", "regex"),
    (
        "hash,associative,key",
        r"\bhash[ -]?(?:map|table)s?\b|\bassociative arrays?\b|\bkey[- ]value (?:pairs?|store)\b",
        "dict",
    ),
    ("board", r"\bkey ?board\b", "keyboard"),
    ("upper,capital,caps", r"\bupper[- ]case[ds]?\b|\bcapital letters?\b|\ball caps\b", "upper"),
    ("lower,small", r"\blower[- ]case[ds]?\b|\bsmall letters?\b", "lower"),
    ("command,cli,argv", r"\bcommand[- ]line arg(?:ument)?s?\b|\bcli arg(?:ument)?s?\b|\bsys\.argv\b", "argv argument"),
    ("same time,parallel,simultaneous", r"\bat the same time\b|\bin parallel\b|\bsimultaneously\b", "concurrent"),
    ("most", r"\bmost (?:common|frequent)\b", "mostcommon"),
    ("least", r"\bleast (?:common|frequent)\b", "leastcommon"),
    ("pretty", r"\bpretty[- ]?print(?:s|ed|ing)?\b", "prettyprint"),
    ("file", r"\bfile ?names?\b", "file name"),
    (
        "sub,recursive",
        r"\bsub[- ]?(?:folders?|director(?:y|ies)|dirs?)\b|\brecursive(?:ly)?\b(?= (?:in|the|list|find|all))",
        "recursive folder",
    ),
    ("work,cwd", r"\bworking (?:folder|dir(?:ectory)?)\b|\bcwd\b", "cwd"),
    ("frame,df", r"\bdata ?frames?\b|\bdf\b", "dataframe"),
    ("stamp", r"\btime ?stamps?\b", "timestamp"),
    ("dev", r"\bstand(?:ard)? ?dev(?:iation)?\b|\bstd ?dev\b|\bstdev\b", "stdev"),
    ("great,highest,hcf", r"\bgreatest common divisor\b|\bhighest common factor\b|\bhcf\b", "gcd"),
    ("multiple", r"\b(?:least|lowest) common multiple\b", "lcm"),
    ("line", r"\bnew ?lines?\b|\bline ?breaks?\b|\bline ?ends?\b", "newline"),
    ("white", r"\bwhite ?spaces?\b", "whitespace"),
    ("comp", r"\blist comp(?:rehension)?s?\b", "comprehension list"),
    ("comp", r"\bdict(?:ionary)? comp(?:rehension)?s?\b", "comprehension dict"),
    ("quick", r"\bquick[ -]?sort(?:ed|ing)?\b", "quicksort"),
    ("buzz", r"\bfizz ?buzz\b", "fizzbuzz"),
    ("routine", r"\bco[- ]?routines?\b", "coroutine"),
    ("sqlite", r"\bsqlite3?\b", "sqlite"),
    ("week", r"\bweek ?days?\b|\bday of the week\b", "weekday"),
    ("birth", r"\bbirth ?da(?:y|te)s?\b|\bdate of birth\b", "birthday"),
    (
        "do,is,without,except",
        r"\bdoes(?: not|n'?t)\b|\bdo(?: not|n'?t)\b|\bis(?: not|n'?t)\b|\bwithout\b|\bexcept\b(?! (?:block|clause))",
        "not",
    ),
    (
        "than,least,>",
        r"\bgreater than\b|\bmore than\b|\bbigger than\b|\blarger than\b|\blonger than\b|\bolder than\b|\bhigher than\b|\bat least\b|(?<![-=])>=?",  # noqa: E501
        "above",
    ),
    (
        "than,most,<",
        r"\bless than\b|\bsmaller than\b|\bfewer than\b|\bshorter than\b|\byounger than\b|\blower than\b|\bat most\b|<=?(?![a-z])",  # noqa: E501
        "below",
    ),
    ("order of", r"\border of\b", "position"),
    ("c++", r"\bc\+\+", "cplusplus"),
]
_COMPILED_PHRASES = [
    (triggers.split(","), re.compile(pattern, re.IGNORECASE), f" {word} ") for triggers, pattern, word in _PHRASES
]


def fold_phrases(text: str) -> str:
    """Return a text with several-word expressions written as the one word that stands for them."""
    lowered = text.lower()
    for triggers, pattern, word in _COMPILED_PHRASES:
        if holds_any(lowered, triggers):
            text = pattern.sub(word, text)
    return text


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Return whether a text holds one of the words, be it inside another."""
    for word in words:  # noqa: SIM110 - takes half the time of `any`, and texts are asked for hundreds of words
        if word in text:
            return True
    return False


_GROUPS = """
dict dictionary dictionaries dicts mapping
list lists array arrays
string strings str text texts
sentence phrase
file files document documents textfile
folder folders directory directories dir dirs
remove removes removed removing delete deletes deleted deleting drop drops dropping erase discard unlink exclude
sum total totals add-up summation
average mean avg averages
max maximum biggest largest highest greatest top bigest
min minimum smallest lowest least
ascending asc increasing
descending desc decreasing
count counts counting counted occurrences occurrence frequency frequencies
duplicate duplicates dupes dups repeated duplicated
unique distinct uniq deduplicate dedupe
number numbers num nums integer integers int ints
loop loops iterate iterates iteration iterating looping traverse
merge merges merging combine combines combining concatenate concat concatenating
join joins joining
split splits splitting
convert converts converting converter conversion turn turns change changes transform cast translate
check checks checking checker test whether verify validate validates validation validator determine ensure see
find finds finding finder search searches searching locate look lookup
read reads reading reader load loads loading open opens opening import
write writes writing writer save saves saving store stores dump dumps export
print prints printing show shows display displays output outputs say echo
create creates creating make makes making build builds generate generates construct define
delete deletes
exception exceptions error errors
argument arguments args arg parameter parameters params param
reverse reversed reverses reversing backwards backward flip
sort sorts sorted sorting sorter order ordered ordering arrange
random randomly rand
position index indexes indices positions
character characters char chars letter letters
upper uppercase uppercased upcase
lower lowercase lowercased
current now today
square squared squares
multiply multiplication product multiplied
divide division quotient divided
subtract subtraction difference minus
download fetch
get gets getting give gives obtain return returns returning retrieve
filter filters filtering keep keeps keeping select selects
replace replaces replacing substitute swap
copy copies copying duplicate-of clone
empty blank
rename renames renaming
pair pairs
column columns col field fields
row rows record records
second seconds sec
minute minutes min-time
picture image images photo pictures photos
user users
install pip
http web
thread threads threading
process processes subprocess
class classes
object objects instance instances
function functions func method methods def
program script programs scripts app application
variable variables
input type-in prompt ask asks asking
random-number randint
equal equals same identical
prime primes
power exponent
calculate calculator compute calculates computes calculating work-out
start starts begin begins starting beginning
end ends ending finish
length len size long
solve solves solving solver
parse parses parsing parser
remove remover
draw draws drawing drawn
stop quit exit terminate
"""
SYNONYMS: dict[str, str] = {}
for _line in _GROUPS.strip().splitlines():
    _head, *_rest = _line.split()
    for _word in _rest:
        SYNONYMS.setdefault(_word, _head)
    SYNONYMS.setdefault(_head, _head)
# Words that the stemmer takes for forms of others: customers' orders put nothing in order.
_APART = """
orders
settings setting
savings
means
meaning
topping toppings
important importance
likely
digital
finally
factory factories
wedding
additional
authorization
evening evenings
rating ratings
combination combinations
operator operators
successive
majority
heading headings
computer computers
times
create initialize initialise
"""
SYNONYMS |= {word: line.split()[0] for line in _APART.strip().splitlines() for word in line.split()}

STOP_WORDS = frozenset(
    "a an the of to in on at by for with and or is are be was were it its this that these those i me my "
    "you your we our "
    "us as from into so do does can could would should will shall may might must please pls want need "
    "needs like how what "
    "which who where when why whats hows if then than also just some any there here them they their he she his her "
    "have has had one ones each every all using use used uses via let lets let's it's i'm i'd i'll don't "
    "python python3 py code snippet example "
    "way ways best simple simply easy quick quickly thing things something someone given inside own only very too "
    "out up about across per able such both other another "
    "help hello hi thanks thank "
    "am been being having got gets whose myself yourself themselves somebody anybody anyone everybody everyone "
    "wherever whenever whatever however because since although though really actually maybe perhaps probably "
    "basically currently anyway okay ok gonna wanna gotta going trying wondering allowed supposed possible idea "
    "homework school lesson beginner know tell stuff might'd we'd you'd they'd i've we've you've they've".split()
)
# Words that say only that something is to be written or shown: weak evidence.
WEAK_WORDS = frozenset(
    "create print get calculate function program variable write number name value item element".split()
)

ANTONYMS = [
    ("ascending", "descending"),
    ("first", "last"),
    ("key", "valu"),
    ("max", "min"),
    ("upper", "lower"),
    ("even", "odd"),
    ("row", "column"),
    ("before", "after"),
    ("above", "below"),
    ("encode", "decode"),
    ("compress", "decompress"),
    ("left", "right"),
    ("start", "end"),
    ("mostcommon", "leastcommon"),
    ("append", "overwrit"),
    ("add", "remove"),
    ("encrypt", "decrypt"),
    ("serial", "deserial"),
    ("request", "respons"),
    ("client", "server"),
    ("celsius", "fahrenheit"),
    ("prefix", "suffix"),
    ("row", "column"),
    ("true", "fals"),
    ("newest", "oldest"),
]


# Other languages and tools that a request may want its code in: what Pysmith does not write.
OTHER_LANGUAGES = frozenset(
    "java javascript js typescript ts react angular vue svelte jquery node nodejs cplusplus csharp golang "
    "rust ruby rails php perl "
    "kotlin swift scala haskell matlab fortran cobol assembly assembler lua julia dart flutter elixir erlang clojure "
    "vba powershell solidity oracle plsql tsql mysql postgres postgresql graphql css sass scss html latex "
    "terraform kubernetes docker "
    "dockerfile nginx unity roblox objective vhdl verilog wordpress laravel django-rest jenkins ansible microsoft "
    "photoshop autocad arduino bootstrap mongodb redis heroku aws azure gradle maven hibernate tableau shopify unreal "
    "opengl makefile cmake helm".split()
)


# Names of libraries, modules and their best known parts: who says one wants to see it used.
_TECHNICAL = {
    word: word
    for word in (
        "numpy pandas matplotlib sklearn openpyxl flask fastapi requests tkinter turtle sqlalchemy pydantic pillow "
        "seaborn scipy sympy pytest unittest doctest asyncio itertools functools pathlib argparse subprocess threading "
        "multiprocessing logging deque namedtuple defaultdict heapq bisect configparser shutil glob decimal fractions "
        "zoneinfo contextlib contextmanager pickle zipfile tarfile hashlib secrets base64 uuid urllib timeit lru_cache "
        "groupby starmap chain zip_longest permutations combinations accumulate semaphore gather queue executor "
        "threadpoolexecutor setdefault staticmethod classmethod abstractmethod typeddict protocol ordereddict chainmap "
        "strftime strptime timedelta fromisoformat getpass tempfile textwrap difflib unicodedata enumerate"
    ).split()
} | {
    "scikit-learn": "sklearn", "bs4": "bs4", "beautifulsoup": "bs4", "beautifulsoup4": "bs4", "np": "numpy",
    "pil": "pil", "pillow": "pil", "sqlite": "sqlite3", "sqlite3": "sqlite3", "regex": "re.", "dataclass": "dataclass",
    "dataframe": "pandas", "plt": "matplotlib", "pyplot": "matplotlib", "dataclasses": "dataclass", "lambda": "lambda",
    "generator": "yield", "decorator": "@", "async": "async", "mock": "mock", "reduce": "reduce", "yaml": "yaml",
    "toml": "toml", "xml": "xml", "csv": "csv", "json": "json", "enum": "enum", "tk": "tkinter",
}  # fmt: skip


# What people say around a request: who they are, what it is for, that they ask and would be grateful.
_AROUND = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^\s*(?:hi|hello|hey|dear all|good (?:morning|evening|day))\b(?: there| all| everyone| everybody)?[\s,.!:]+",
        r"^\s*for (?:my|our|a|the) (?:[\w-]+ ){0,3}?(?:class|classes|homework|course|school|lab|lessons?|students|"
        r"pupils|kids|children|thesis|exam|assignment|club)\b"
        r"(?:\s*[:,]|,?(?= i (?:need|have|want|must|should|would)\b))\s*",
        r"^\s*(?:i'?m|i am|we'?re|we are) (?:[\w-]+ ){0,4}?(?:teachers?|students?|beginners?|pupils?|new|starting|"
        r"learning|teaching|making|preparing|writing|building)\b[^.:,!?\n\d'\"`]{0,60}?"
        r"(?:[.:!]|,| and(?= (?:i )?(?:have|need|want)\b))\s+",
        r"^\s*(?:and )?(?:(?:i|we) )?(?:have|need|want|would like|'d like) to (?=[a-z])",
        r"^\s*(?:could|can|would|will) (?:you|somebody|someone|anyone|anybody) (?:please )?(?:help me (?:with|to)?|"
        r"(?:write|show|tell|give) me(?: how to| how i can| a way to)?|explain(?: to me)?(?: how to)?|work out)"
        r"\s+(?=\w)",
        r"\b(?:what|how) would (?:that|this|it) look(?: like)?\s*\??\s*$",
        r"[\s,.]*\b(?:please|thanks(?: a lot)?|thank you(?: very much)?|many thanks|any ideas?)\s*[.!?]*\s*$",
    )
]
_LEAD_IN = re.compile(
    r"^\s*(?:(?:exercise|task|homework|assignment|problem|question|challenge|example|todo|q)\b\s*(?:no\.?|number|#)?\s*\d*\s*[:.)-]+"
    r"|\(?\d{1,2}[.)]\s|[-*•]\s)\s*",
    re.IGNORECASE,
)


def strip_lead_in(prompt: str) -> str:
    """Return a request without what only announces it: "Exercise 3: …", "2) …", "For my class: …", "… please"."""
    stripped = _LEAD_IN.sub("", prompt, count=1)
    for pattern in _AROUND:
        shorter = pattern.sub("", stripped, count=1)
        stripped = shorter if len(shorter.split()) > 1 else stripped
    return stripped if stripped.strip() else prompt


def technical_words(prompt: str) -> list[str]:
    """Return what the code for a request should hold, since the request names a library or a tool of the language."""
    words = re.findall(r"[a-z_][\w-]*", re.sub(r"[\w./-]+\.[a-z0-9]{1,5}\b", " ", prompt.lower()))
    return list(dict.fromkeys(_TECHNICAL[word] for word in words if word in _TECHNICAL))


def names_other_language(prompt: str) -> list[str]:
    """Return the other languages and tools that a request speaks of."""
    return list(_other_languages(prompt))


_C_PLUS_PLUS = re.compile(r"\b[cC]\+\+|(?<!\.)\b(?:cpp|CPP)\b|\b(?:in|a) C(?= program|[.,;:?!]|$)")


@lru_cache(maxsize=64)  # it is asked for each recipe that is tried on a request
def _other_languages(prompt: str) -> tuple[str, ...]:
    words = plain_words(_C_PLUS_PLUS.sub(" cplusplus ", re.sub(r"(?i)\bc#|\bf#", " csharp ", prompt)))
    return tuple(word for word in dict.fromkeys(words) if word in OTHER_LANGUAGES)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the root that stands for a word and its synonyms."""
    head = SYNONYMS.get(word)
    if head is not None:
        return str(head)
    root = plain_stem(word)
    return SYNONYMS.get(root, root)


@lru_cache(maxsize=50_000)
def plain_stem(word: str) -> str:
    """Return the root of a word alone, without regard to words that mean the same."""
    with _ONE_WORD_AT_A_TIME:
        return str(_STEMMER.stemWord(word))


def split_identifier(name: str) -> list[str]:
    """Return the words of a snake_case or camelCase name, in lower case."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name.replace("_", " "))
    return spaced.lower().split()


def is_file_name(text: str) -> bool:
    """Return whether a dotted word names a file (`notes.txt`) rather than an attribute (`time.time`)."""
    return text.rsplit(".", 1)[-1].lower() in FILE_ENDINGS


_BY = re.compile(r"\b(\d+) ?[x×] ?(\d+)\b")


@lru_cache(maxsize=256)
def mask_values(text: str, containers: bool = True) -> str:
    """Replace the values that a request carries by words that name their kinds; `containers` count only if asked."""
    text = URL.sub(" url ", text)
    text = LIST.sub(mask_container if containers else " ", text)
    text = QUOTED.sub(_mask_quoted, text)
    text = DATE.sub(" date ", text)
    text = PATH.sub(lambda m: _mask_path(m[0]), text)
    text = _BY.sub(r"\1 by \2", text)
    return NUMBER.sub(_mask_number, text)


def holds_container(text: str) -> bool:
    """Return whether a text holds a list, a dictionary or the like, which is masked."""
    return LIST.search(URL.sub(" url ", text)) is not None


def mask_container(match: re.Match[str]) -> str:
    """Return what a container in a request is called; the arguments after a name are none."""
    text = match[0]
    inside = text[1:-1]
    if text[0] == "(":
        before = match.string[: match.start()]
        return f" {inside} " if before[-1:].isalnum() or re.search(r"[A-Za-z]{3}", _unquoted(inside)) else " tuple "
    if text[0] == "{":
        return " dictionary " if ":" in _unquoted(inside) else " set "
    inner = inside.lstrip()[:1]
    return {"{": " list dictionary ", "(": " list tuple ", "[": " list list "}.get(inner, " list ")


def _unquoted(text: str) -> str:
    return QUOTED.sub(" ", text)


DATE = re.compile(r"(?<![\w./-])(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}/\d{1,2}/\d{4})(?![\w/-]|\.\w)")
# Texts whose form says what they are; of others, quotes hide what a request is about no more than a name does.
_TELLING = (("date", DATE), ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")))


def _mask_quoted(match: re.Match[str]) -> str:
    inner = next((group for group in match.groups() if group is not None), "")
    if PATH.fullmatch(inner) and is_file_name(inner):
        return _mask_path(inner)
    if match[5] is not None:
        return f" {inner} "  # back-ticks mark names and code, which are words of the request
    return next((f" {kind} " for kind, form in _TELLING if form.fullmatch(inner)), " ")


def _mask_path(path: str) -> str:
    if not is_file_name(path):
        return f" {path.replace('.', ' ')} "
    ending = path.rsplit(".", 1)[-1].lower()
    return f" file {ending} "


def _mask_number(match: re.Match[str]) -> str:
    return " percent " if match[0].endswith("%") else f" {match[0]} "


@lru_cache(maxsize=256)
def plain_words(text: str, containers: bool = True) -> tuple[str, ...]:
    """Return the words of a request in lower case, values masked and phrases folded; neither dropped nor cut.

    A list or dictionary that the request holds counts as the word for it, unless `containers` is false.
    """
    text = fold_phrases(mask_values(text, containers))
    return tuple(word for token in WORD.findall(text) for word in _words_of(token))


@lru_cache(maxsize=65536)  # few tokens make up all ways to ask
def _words_of(token: str) -> tuple[str, ...]:
    """Return the words of a token in lower case: those of a name, and the name as one word."""
    words = [part.strip("'").removesuffix("'s") for part in split_identifier(token)]
    return (*filter(str.isalnum, words), *filter(None, [join_identifier(token)]))


def join_identifier(name: str) -> str:
    """Return a snake_case name as one word, which few recipes share; "" for other names."""
    inner = name.strip("_'")
    return inner.replace("_", "").lower() if "_" in inner and inner.replace("_", "").isalnum() else ""


def content_words(text: str, mend: Callable[[str], str] = str, containers: bool = True) -> list[str]:
    """Return the roots of the words that matter in a request, in order, repeated ones included.

    `mend` may correct a word before its ending is cut; `containers` as in `plain_words`.
    """
    return roots_of(plain_words(text, containers), mend)


def roots_of(words: Iterable[str], mend: Callable[[str], str] = str) -> list[str]:
    """Return the roots of those words that matter."""
    return [stem(mended) for word in words if word not in STOP_WORDS and (mended := mend(word))]


_OWN_DATA = re.compile(
    r"(?<![\w.(-])([A-Za-z_]\w*)(?: ?= ?(?=[\[{(])| = (?=['\"\d-]|True\b|False\b|None\b))(?!\(\w+ ?for )"
)


def own_names(text: str) -> frozenset[str]:
    """Return the names that a request gives to data of its own: `queue = ["amy", "bob"]`."""
    return frozenset(_OWN_DATA.findall(text)) if "=" in text else frozenset()


Direction = tuple[frozenset[str], frozenset[str]]
_ARROW = re.compile(r"\s(?:to|into|as|from)\s|->|→")


def read_direction(text: str) -> Direction | None:
    """Return what a text turns into what: the roots on either side of its "to", what it starts from first."""
    match = _ARROW.search(text)
    if match is None:
        return None
    before, after = frozenset(content_words(text[: match.start()])), frozenset(content_words(text[match.end() :]))
    before, after = before - after, after - before
    if not before or not after:
        return None
    return (after, before) if match[0].strip() == "from" else (before, after)
