"""The values that a request carries: paths, strings, numbers, lists, names, separators, columns.

Pure functions over text. What a value is for is decided where a recipe is filled.
"""

import ast
import keyword
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from engine.date_formats import find_formats
from engine.log_formats import find_log_formats
from engine.parsing import quiet_parser
from engine.time_zones import find_zones
from engine.units import CALENDAR_MONTH, Unit, unit_beside
from engine.words import FILE_ENDINGS, LIST, NUMBER, PATH, QUOTED, STOP_WORDS, SYNONYMS, URL, holds_any, is_file_name

Kind = Literal[
    "path", "folder", "string", "number", "data", "url", "name", "function", "class", "column", "separator", "ending",
    "format", "month", "range", "option", "command",
]  # fmt: skip


@dataclass(frozen=True)
class Value:
    """One value of a request. `value` is the Python object it stands for; for names, the identifier.

    `label` is the variable that the request assigns it to, if it does (`nums = [1, 2]`); `unit` what a number measures.
    """

    kind: Kind
    value: Any
    start: int
    end: int
    label: str | None = None
    is_word: bool = False  # a number written as a word: "three"
    is_ordinal: bool = False  # "third", "3rd"
    unit: Unit | None = None


SEPARATOR_WORDS = {
    "semicolon": ";",
    "comma": ",",
    "tab": "\t",
    "pipe": "|",
    "colon": ":",
    "space": " ",
    "hyphen": "-",
    "dash": "-",
    "dashe": "-",
    "underscore": "_",
    "slash": "/",
    "slashe": "/",
    "newline": "\n",
    "dot": ".",
    "period": ".",
}
NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
NUMBER_WORDS |= {"hundred": 100, "thousand": 1000, "dozen": 12}

_ASSIGNED = re.compile(r"(?<![\w.])([A-Za-z_]\w*)\s*(?:=(?!=)|:=)\s*$")
_MAKER = re.compile(  # what makes data of plain data: `a = np.array([1, 2])` gives a list a name, too
    r"(?<=[=\s])(?:(?:np|numpy|pd|pandas)\.(?:array|asarray|DataFrame|Series)|(?:collections\.)?deque)\(?$"
)
_KNOWN_DECORATORS = (
    r"(?:property|staticmethod|classmethod|dataclass|lru_cache|cache|cached_property|wraps|abstractmethod|contextmanager"
    r"|fixture|overload|singledispatch|total_ordering|pytest|override|final)\b"
)
_LIST_WORDS = r"list|array|dict|dictionary|set|tuple|string|text|variable|str|dataframe|numbers?|integers?|float|matrix|series|deque|queue|stack|generator"  # noqa: E501
# Kind, pattern, whether it takes capitals as well, and words of which a text must hold one for a look to pay.
_NAME_PATTERNS: list[tuple[Any, re.Pattern[str], list[str]]] = [
    (kind, re.compile(pattern, re.IGNORECASE if flag else 0), words.split() or [""])
    for kind, pattern, flag, words in [
        ("function", r"\b(?:function|def|method|decorator|generator|coroutine)\s+(?:called\s+|named\s+)?`?([a-z_]\w*)`?\s*\(", True, "("),  # noqa: E501
        ("function", r"\b(?:function|method|decorator|generator|coroutine)\s+(?:called|named)\s+[`'\"]?([A-Za-z_]\w*)", True, "called named"),  # noqa: E501
        ("function", r"@(?!" + _KNOWN_DECORATORS + r")([a-z_]\w*)(?=\s+decorator\b)", True, "@"),
        ("function", r"\bdecorator\s+@(?!" + _KNOWN_DECORATORS + r")([a-z_]\w*)", True, "@"),
        ("function", r"\bdecorator\s+(?!that|which|for|with|to|and|called|named|in|on|so|is)([a-z]\w+)(?=\s+(?:that|which)\b)", True, "decorator"),  # noqa: E501
        ("function", r"\b(?:function|decorator|method)\s+`([A-Za-z_]\w*)`", True, "`"),
        ("function", r"\b(?:function|decorator|method)\s+([a-z]+_[a-z_0-9]+)\b", True, "_"),
        ("function", r"(?<![\w.])(?<!table )(?<!tables )([a-z_]\w*)\([^()\n]*\)(?=\s+(?:that|which|returns?|gives?|takes?|should|:)|\s*$)", False, "("),  # noqa: E501
        ("function", r"\b(?:make|create|build|derive|define)\s+(?:a\s+)?(?:new\s+)?(?:function\s+)?`?([a-z]+_[a-z_0-9]+|[a-z]\w+(?=\())`?(?:\([^()]*\))?\s+(?:out of|from|by)\b", False, "out from by"),  # noqa: E501
        ("function", r"\b`?([a-z]+_[a-z_0-9]+)`?\s+(?:is |should be )?(?:made|built|created|derived)\s+(?:out of|from|by)\b", False, "_"),  # noqa: E501
        ("function", r"\bfunction\b.*\b(?:called|named|name it|call it)\s+`?([a-z]+_[a-z_0-9]+)`?", False, "called named name call"),  # noqa: E501
        ("class", r"\b(?:[Cc]lass|[Dd]ataclass|[Ee]num|[Nn]amedtuple|NamedTuple)\s+(?:called\s+|named\s+)?[`'\"]?([A-Z]\w*)", False, "class enum namedtuple"),  # noqa: E501
        ("class", r"\b([A-Z][a-z]\w*)\s+(?:base\s+|data\s*|abstract\s+)?(?:class|dataclass|enum)\b", False, "class enum"),  # noqa: E501
        ("name", r"\b(?:" + _LIST_WORDS + r")\s+(?:called|named)\s+[`'\"]?([A-Za-z_]\w*)", True, "called named"),
        ("name", r"\b(?:called|named|the variable)\s+`?([A-Za-z_]\w*)`?", True, "called named variable"),
        ("name", r"`([A-Za-z_]\w*)`", False, "`"),
        ("name", r"\b(?:numbers|lists|strings|sets|dicts|dictionaries|variables|values|texts|words)\s+([a-z]\w?)(?:\s*,\s*([a-z]\w?))?\s*(?:,|and|,\s*and)\s+([a-z]\w?)\b", False, ", and"),  # noqa: E501
        ("name", r"\bthe (?:two )?(?:lists|sets|dicts|dictionaries|tuples|strings|variables|dataframes) `?([a-z_]\w*)`?(?:, `?([a-z_]\w*)`?)?,? and `?([a-z_]\w*)\b", False, "and"),  # noqa: E501
        ("name", r"\b(?:values?|sum|difference|product) of `?([a-z])`? and `?([a-z])\b", False, " of "),
        # "stock_a and stock_b", "list1 with list2": two words that begin alike and are none of English
        ("name", r"(?<![\w./-])((?P<stem>[a-z]+_|(?!utf|sha|md|python|mp|py|h|v)[a-z]+(?=\d))\w+)(?:\s+(?:and|with|from|or)|,)\s+((?P=stem)\w+)(?![\w(])", False, ""),  # noqa: E501
        ("name", r"\b(?:list|set|dict|string|tuple|number)\s+(a)(?=\s+(?:and|contained|in|is|are|by|with|to|from|into)\b|\s*[,.;:?]|$)", False, "list set dict string tuple number"),  # noqa: E501
        # "the list nums", "from dict d", "list scores"; but not "text adventure" or "dictionary lookup"
        (
            "name",
            r"\b(?:the|my|this|from|in|of|into|to|given|each|two|both)\s+(?:"
            + _LIST_WORDS
            + r")\s+([a-z_]\w*)\b(?!\s+(?:of|times)\b)",
            False,
            "",
        ),
        ("name", r"\b(?:list|array|dict|dictionary|set|tuple)\s+([a-z]|\w*_\w*|\w+s)\b(?!\s+(?:of|times)\b)", False, "list array dict set tuple"),  # noqa: E501
        ("name", r"\b(?:the|my|from|in|of|into|to)\s+(?:dict|dictionary|list)\s+(?P<own>[a-z]+)(?=\s+(?:to|from|by|with|and|into|in|so)\b|\s*[,.;:?]|$)", False, "dict list"),  # noqa: E501
        ("name", r"\b([a-z_]\w*)\s+is\s+(?:a|an|my|the)\s+(?:\w+\s+)?(?:" + _LIST_WORDS + r")\b", False, "is"),
        ("name", r"\b(?:list|set|dict|dictionary|tuple)\s+of\s+(?:dicts|dictionaries|tuples|strings|numbers|lists)\s+([a-z_]\w*)\b", False, "of"),  # noqa: E501
        ("folder", r"\b(?:folder|directory|dir)\s+(?:called\s+|named\s+)?[`'\"]?((?:[a-z]:(?=[\\/]))?[\w./\\~-]*\w)", True, "folder dir"),  # noqa: E501
        ("folder", r"\b(?:the|my|in|from)\s+([A-Za-z]\w+)\s+(?:folder|directory)\b", False, "folder dir"),
        ("folder", r"\b(?:folders|directories)\s+(?:called\s+|named\s+)?([\w./~-]*\w)\s+(?:and|with|to)\s+([\w./~-]*\w)\b", False, "folders directories"),  # noqa: E501
        ("folder", r"\b(?:folder|directory)\s+(?:tree|structure)\s+(?:of|below|under|in)\s+(?:the\s+)?([a-z][\w-]*)\b", False, "tree structure"),  # noqa: E501
        ("folder", r"\b(?:files?|images?|photos?|pictures?|documents|folders|scripts|logs|pdfs)\s+(?:in|from|under|inside|below|beneath)\s+(?:the\s+|my\s+)?(?!memory|parallel|python|reverse|order|total|chunks|place)([a-z][\w-]*)(?=\s*(?:$|[.,?!]\s|,|to\b|and\b|into\b|by\b|that\b|with\b|recursively\b))", False, "file image photo picture document folder script log pdf"),  # noqa: E501
        ("column", r"\b(?:columns?|col|fields?|keys?)\s+(?:called\s+|named\s+)?[`'\"]?([A-Za-z_]\w*)(?:[`'\"]?\s*,\s*[`'\"]?([A-Za-z_]\w*))?(?:[`'\"]?\s+and\s+[`'\"]?([A-Za-z_]\w*))?", True, "col field key"),  # noqa: E501
        ("column", r"\b[`'\"]?([A-Za-z_]\w*)[`'\"]?\s+(?:column|col|field|attribute|elements?|tags?)\b", True, "col field attribute element tag"),  # noqa: E501
        ("column", r"\b(?:attribute|element|tag)s?\s+[`'\"]?([A-Za-z_]\w*)", True, "attribute element tag"),
        ("column", r"\b(?:by|per)\s+(?:their\s+|its\s+|the\s+)?([a-z_]\w*)\b", False, "by per"),
        ("column", r"\b(?:where|whose|rows? with|only if|when)\s+(?:the\s+|their\s+|its\s+)?([a-z_]\w*)\s+(?:(?:is|are|was|above|over|below|under|equals|starts|ends|begins|contains|contain|exceeds|matches)\b|[<>=!]=?)", False, "where whose with if when"),  # noqa: E501
        ("column", r"\bmerge\b[^;\n]*\bon\s+(?:the\s+|their\s+)?([a-z_]\w*)\b", False, "merge"),
        ("column", r"\b(?:section|setting|option|header|(?:environment|env) var(?:iable)?|(?:work)?sheet|logger|cookie)\s+(?:called\s+|named\s+)?[`'\"\[]?([A-Za-z_]\w*)", True, "section setting option header environment env sheet logger cookie"),  # noqa: E501
        ("column", r"\b(?:set|change|update)\s+(?:the\s+)?([a-z_]\w*)\s+of\s+(?:the\s+|every\s+|each\s+)?[\w ]+?\s+(?:with|whose|where)\b", False, "with whose where"),  # noqa: E501
        ("column", r"<([A-Za-z_]\w*)>", False, "<"),  # the element <item>
        ("column", r"(?<![\w)\]])\[([A-Za-z_]\w*)\]", False, "["),  # the section [server]
        ("column", r"\b(?:print|show|list|get|extract|read|display|output)(?:\s+(?:the|their|its|all))?\s+([a-z_]\w*)(?:,\s+([a-z_]\w*))?,?\s+and\s+(?:the\s+)?([a-z_]\w*)\s+(?:of|for|from)\s+(?:each|every|all)(?:\s+the)?\s+([a-z_]\w*)", True, "each every all"),  # noqa: E501
        ("column", r"\bwith\s+(?:the\s+)?([a-z_]\w*)\s+(?:and\s+([a-z_]\w*)\s+)?as\s+(?:an?\s+)?(?:whole\s+)?(?:numbers?|integers?|ints?|floats?|decimals?)\b", True, "with"),  # noqa: E501
        ("column", r"(?<![\w.%$])([A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9])(?![\w.(])", False, "_"),  # API_KEY
        ("column", r"\btable\s+[`'\"]?([A-Za-z_]\w*)", True, "table"),
        ("column", r"\b[`'\"]?([A-Za-z_]\w*)[`'\"]?\s+table\b", True, "table"),
    ]
]  # fmt: skip
_MONTH_NAMES = re.compile(
    r"(?<![\w-])(January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?! (?:I|we|you|\d{1,2}(?:st|nd|rd|th)?\b))(?![\w-])",
    re.IGNORECASE,
)
_OPTIONS = re.compile(r"(?<![\w-])(--[a-z][\w-]*)")
_COMMANDS = re.compile(r"\bthe (?:shell )?(?!same\b|following\b|shell\b|given\b|sub)([a-z][a-z0-9-]*) command\b")
_PROGRAM = r"[a-z][\w+-]*[\w+]"
_PROGRAMS = re.compile(  # "are git and ffmpeg installed?", "whether curl is on the PATH"
    rf"\b(?:if|whether|that|is|are|for|have|both) (?:both )?(?P<one>{_PROGRAM})(?:, (?P<two>{_PROGRAM}))?"
    rf"(?:,? (?:and|or) (?P<three>{_PROGRAM}))? (?:is |are )?(?:all |both )?(?:installed|on (?:the |my )?path)\b",
    re.IGNORECASE,
)
_TOOLS = re.compile(  # "whether the command docker exists"
    rf"\b(?:command|program|tool|executable) (?:called |named )?({_PROGRAM}) "
    r"(?:exists|is (?:available|there|present|in the path))\b",
    re.IGNORECASE,
)
# "set the key theme in the section [ui] to dark"
_OF_SETTINGS = re.compile(r"\b(?:section|ini|environment variable|env var|setting|option|config\w*)\b", re.IGNORECASE)
_SET_TO = re.compile(
    r"\b(?:[Ss]et|[Cc]hange|[Uu]pdate)\b(?:[^.;\n]|\.(?=\w))*? to ([A-Za-z][\w-]*)(?=\s*$|[,.] | and\b| in\b)"
)
_RANGE = re.compile(
    r"\b(?:numbers|integers|values) (?:from )?(-?\d+)(?: ?(?:to|through|up to|until|-) ?|\.{2,3})(\d+)(?![\w.]*\d)"
)
# Words that may stand where a name could, and are none.
_NO_NAMES = frozenset(
    "a an the and or of in on at to from with without by for that which is are was be as it its if then than them this "
    "these those my your our their his her using use into out all any each every some no not only just one two three "
    "called named where whose when what who how list lists dict dicts dictionary dictionaries set sets tuple tuples "
    "string strings text number numbers integer integers value values key keys element elements item items word words "
    "line lines row rows column columns file files folder folders name names first last second size length order sort "
    "sorted ascending descending reverse function functions class classes variable variables method methods print "
    "return returns object objects character characters letter letters index default comprehension comprehensions "
    "slicing methods recursively recursive containing contains given there has have having so but via like up down off "
    "over under per also both either neither between multiple single new empty same different data python code file's "
    "type types input output user users' slice append extend concatenation format formatting interpolation called "
    "subfolders including included inside count counts frequency average sum max min mean median group groups date "
    "dates below above greater less smaller larger bigger time hand hash pattern head column's condition alphabetical "
    "alphabetically itself another long short random newest oldest highest lowest largest smallest longest shortest "
    "biggest earliest latest youngest cheapest "
    "sum1 was were will can should could would do does did make made show get gets put find write read "
    "save load game backwards forwards increasing decreasing downwards upwards they he she we you user".split()
)
# Nor these, and data is not called so either.
_ORDINARY = frozenset(
    "contain becomes become appear appears occur occurs keep keeps take takes tell tells look hold holds stay stays "
    "start starts end ends add adds remove removes change multiply divide convert rename insert drop create delete "
    "compare merge move join exist differ differs equal equals use uses need needs begin begins must may might had "
    "has until till unless after before together more most less least vs twice once again plus minus such several "
    "other others everything everywhere always already instead exactly unique repeated distinct negative positive "
    "frequent common absolute numeric boolean typed symmetric nested upside uppercase lowercase longer shorter csv "
    "json xml html sqlite sql txt pandas numpy dataframe regex markdown excel matplotlib stdin side half".split()
)
# "ignoring", "separated", "nicely": no names, unlike these.
_ORDINARY_ENDING = re.compile(r"[a-z]{2,}(?:ing|ed|ly)")
_NAMES_LIKE_THESE = frozenset(
    "building booking reading listing ranking rating heading setting spelling training shipping billing parking "
    "housing clothing meeting morning evening ceiling landing drawing painting pricing thing wing feed seed speed "
    "need bed family supply reply july offspring feeding".split()
)
_BY_COLUMN = next(pattern for _, pattern, _ in _NAME_PATTERNS if pattern.pattern.startswith(r"\b(?:by|per)"))
_WHERE = next(pattern for _, pattern, _ in _NAME_PATTERNS if pattern.pattern.startswith(r"\b(?:where|whose"))
_OF_TABLES = re.compile(
    r"\b(?:rows?|columns?|csv|df|dataframes?|tables?|records?|dicts|excel|xlsx|pandas|entries|json)\b"
)
_AFTER_FOLDER = next(
    pattern for _, pattern, _ in _NAME_PATTERNS if pattern.pattern.startswith(r"\b(?:folder|directory")
)
_LISTED = next(pattern for _, pattern, _ in _NAME_PATTERNS if pattern.pattern.startswith(r"\bthe (?:two )?(?:lists"))
_TABLE = next(pattern for _, pattern, _ in _NAME_PATTERNS if pattern.pattern.startswith(r"\btable"))
_ELEMENT = next(pattern for _, pattern, _ in _NAME_PATTERNS if pattern.pattern.startswith("<"))
# Ordinary words that are often columns, or folders.
_COMMON_COLUMNS = frozenset(
    "name date time value key type count number text size length order group start end change".split()
)
_COMMON_TABLES = frozenset("items users names words files dates groups values numbers counts points data".split())
_COMMON_FOLDERS = frozenset("data input output code".split())
_NO_FOLDERS = frozenset(
    "tree exists exist structure listing contents content recursively size name names parallel python path paths it "
    "memory statistics hierarchy permissions watcher change changes zip with current working present same whole given "
    "home parent temporary root entire selected own new empty other first last".split()
)
# Ordinary words that name data where a request says so: "of the dict user".
_OWN = frozenset("user users data keys values numbers words names lines rows files text".split())
_MARKUP = re.compile(r"<([A-Za-z][\w-]*)(?: [^<>\n]*)?>[^\n]*</\1>")  # XML or HTML that stands in a request as it is
_HERE = re.compile(r"\b(?:(?:current|present)(?: working)?|working|this) (?:folder|directory|dir)\b", re.IGNORECASE)


# "two strings": how many things are given, no value of the request; "the first two words" are some of more.
_GIVEN = (
    "strings lists dicts dictionaries texts sets tuples variables words sentences dates times datetimes dataframes "
    "arrays matrices vectors files tables objects points fractions sequences iterables rectangles intervals "
    "folders directories numbers integers"
)
_COUNTED = re.compile(
    r"(?<!first )(?<!last )(?<!top )(?<!every )(?<!largest )(?<!smallest )(?<!pick )"
    r"(?<!choose )(?<!draw )(?<!generate )(?<!print )(?<!take )\b(?:2|two)"
    rf"(?: sorted| given| different| python| pandas| csv| json| text)? (?:{_GIVEN.replace(' ', '|')})\b",
    re.IGNORECASE,
)
_ENDINGS = re.compile(r"(?<![\w/.*`'\"-])(?:\*?\.)?([A-Za-z][A-Za-z0-9]{1,4})s? files\b", re.IGNORECASE)
_NO_ENDINGS = frozenset({"old", "new", "out", "in", "lock", "log", "zip", "tmp", "bin"})  # words of English first
_LETTERS = re.compile(r"[A-Za-z]+")
_PLAIN_NUMBER = r"-?\d+(?:\.\d+)?"
_NUMBERS_IN_WORDS = re.compile(  # "3, 5 and 8"
    rf"(?<![\w.]){_PLAIN_NUMBER}(?:, {_PLAIN_NUMBER})+,? (?:and|or|&) {_PLAIN_NUMBER}(?![\w%]|\.\d)"
)
_ONE_WORD = r"[A-Za-z][A-Za-z'-]*"
_WORDS_IN_WORDS = re.compile(  # "the words red, green and blue"
    rf"(?<!column )\b(?:words|names|strings|colou?rs|cities|fruits|animals|countries):? "
    rf"(?P<listed>{_ONE_WORD}(?:, {_ONE_WORD})+(?:,? and {_ONE_WORD}|, {_ONE_WORD}))(?![\w(.]\w)"
)
_DOING = frozenset(
    "sort print count read save keep drop remove find show sum list group reverse join write return".split()
)
_LISTED_NUMBERS = re.compile(  # "values 10 15 7", "the scores 12, 15, 9"
    r"\b(?:values|numbers|nums|scores|marks|prices|temperatures|temps|ages|grades|points|amounts|heights|weights)"
    rf"(?: are| of|:)? (?P<items>{_PLAIN_NUMBER}(?:(?:, ?{_PLAIN_NUMBER})+|(?: {_PLAIN_NUMBER}){{2,}}))"
    r"(?![\w%]|[.:/-]\d)"
)
_PROPER = r"[A-Z][\w-]+"
_LISTED_NAMES = re.compile(  # "the names Ann, Bob and Cid", "months Jan Feb Mar"
    r"\b(?:names|cities|countries|months|labels|categories|teams|players|students|people|friends|children)"
    rf"(?: are| of|:)? (?P<items>{_PROPER}(?:(?:,|,? and) {_PROPER})+|{_PROPER}(?: {_PROPER}){{2,}})(?![\w'])"
)
_SIZES = re.compile(r"(?<![\w.])(\d+) ?(?:[x×]|\.{2,3}) ?(\d+)(?![\w.])")  # 300x200, 1..10
_FACTORS = {"thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_TENS = re.compile(  # "twenty-five", "two dozen", "half a second", "half an hour"
    r"\b(?:(?P<tens>twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](?P<ones>one|two|three|four|five|six|"
    r"seven|eight|nine)|(?P<times>half a|two|three|four|five) (?P<of>dozen|hundred|thousand)"
    r"|(?P<half>half an?)(?= (?:second|minute|hour|day|meter|metre|kilo|percent)))\b",
    re.IGNORECASE,
)
_ORDINALS = (
    "second third fourth fifth sixth seventh eighth ninth tenth".split()
)  # the first is mostly a way of speaking
_ORDINAL = re.compile(  # "the third line", "the 2nd column"
    rf"\b(?:(?P<word>{'|'.join(_ORDINALS)})|(?P<digits>\d+)(?:st|nd|rd|th))"
    r"(?=[ -](?:lines?|rows?|columns?|items?|elements?|words?|characters?|chars?|letters?|entry|entries|fields?|cells?|"
    r"sheet|page|paragraph|value|numbers?|name|largest|smallest|biggest|highest|lowest|longest|shortest|best|most)\b)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?![\w/]|\.\w)")  # 192.168.0.1, 10.0.0.0/8
_LARGE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?) (thousand|million|billion)\b", re.IGNORECASE)
_TUPLE = r"\([^()\[\]{}\n]*,[^()\[\]{}\n]*\)"
_TUPLES = re.compile(
    rf"(?<![\w\[({{])(?<![\[({{,] ){_TUPLE}(?:(?:, ?| |,? and ){_TUPLE}){{2,}}(?! ?[,\])}}])"
)  # (0, 0), (4, 0), (4, 3)
_BETWEEN_TUPLES = re.compile(r"\)(?:, ?| |,? and )\(")
_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
_CLOCKS = re.compile(rf"(?<![\w:.-]){_CLOCK}(?![\w:]|\.\d| ?[ap]\.?m\b)(?<!\b00:00)(?<!\b23:59)(?<!\b24:00)")  # 23:10
ISO_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_MOMENTS = re.compile(rf"(?<![\w-]){ISO_DATE.pattern}(?:[ T]| at ){_CLOCK}(?![\w:.+]|-\d)")  # 2024-03-01 14:30
_ISO_ALONE = re.compile(rf"(?<![\w-]){ISO_DATE.pattern}(?![\w-])")
_DIGIT, _YEAR_LIKE = re.compile(r"\d"), re.compile(r"\d{4}")
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>\d{4})\b"
_NUMERIC_DATE = re.compile(r"(?<![\w./'\"`-])(\d{1,2})([./])(\d{1,2})\2(\d{4})(?![\w/'\"`-])")
_SPOKEN_DATES = [
    re.compile(rf"\b{_DAY}(?: of)? (?P<month>{_MONTH})\.?,? {_YEAR}", re.IGNORECASE),
    re.compile(rf"\b(?P<month>{_MONTH})\.? {_DAY},? {_YEAR}", re.IGNORECASE),
]


def _find_dates(prompt: str) -> Iterator[tuple[str, int, int]]:
    """Yield the dates of a request in ISO form: 2024-03-01, "March 1st, 2024", "1 March 2024", 1.3.2024."""
    if _YEAR_LIKE.search(prompt) is None:
        return
    for match in _ISO_ALONE.finditer(prompt):
        yield match[0], match.start(), match.end()
    for match in _NUMERIC_DATE.finditer(prompt):
        day, month = int(match[1]), int(match[3])
        if match[2] == "/" and (day > 12) == (month > 12):
            continue  # it could be either
        day, month = (month, day) if month > 12 else (day, month)
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield f"{match[4]}-{month:02}-{day:02}", match.start(), match.end()
    for pattern in _SPOKEN_DATES:
        for match in pattern.finditer(prompt):
            month = next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(match["month"][:3].lower()))
            if 1 <= int(match["day"]) <= 31:
                yield f"{match['year']}-{month:02}-{int(match['day']):02}", match.start(), match.end()


@lru_cache(maxsize=8192)  # a request is asked for them by many, and its recipes' ways to ask by many requests
def find_values(prompt: str) -> list[Value]:
    """Return the values of a request in the order in which they stand; none overlaps another literal.

    The list is shared: look at it, change nothing in it.
    """
    values: list[Value] = []
    taken: list[tuple[int, int]] = []

    def add(kind: Kind, value: Any, start: int, end: int, is_ordinal: bool = False) -> None:
        if any(start < e and s < end for s, e in taken):
            return
        taken.append((start, end))
        is_word = is_ordinal or (kind == "number" and prompt[start].isalpha())
        unit = unit_beside(prompt, start, end) if kind == "number" else CALENDAR_MONTH if kind == "month" else None
        values.append(Value(kind, value, start, end, _label_before(prompt, start), is_word, is_ordinal, unit))

    has_digit = _DIGIT.search(prompt) is not None
    for match in URL.finditer(prompt) if "://" in prompt else ():
        add("url", match[0].rstrip(".;:!?"), match.start(), match.end())
    quotes = list(QUOTED.finditer(prompt))
    quoted = [match.span() for match in quotes]
    for match in _MARKUP.finditer(prompt):
        if not any(start < match.start() and match.end() < end for start, end in quoted):
            add("string", match[0], match.start(), match.end())
    for match in _TUPLES.finditer(prompt):
        if (data := _literal(f"[{_BETWEEN_TUPLES.sub('), (', match[0])}]")) is not None:
            add("data", data, match.start(), match.end())
    for match in LIST.finditer(prompt):
        if any(start < match.start() and match.end() < end for start, end in quoted):
            continue  # a text that looks like a list: "{[()]}"
        if (data := _literal(match[0])) is not None and not _is_signature(prompt, match.start(), data):
            add("data", _without_dots(data, prompt[: match.start()]), match.start(), match.end())
    _add_items_named(prompt, values, add)
    for match in quotes:
        _add_quoted(match, add)
    for match in _TITLES.finditer(prompt):
        add("string", match[1], match.start(1), match.end(1))
    for match in _ONE_LETTER.finditer(prompt):
        named = match.lastgroup or ""
        add("string", match[named], *match.span(named))
    for match in _BARE_SIGN.finditer(prompt):
        add("separator", match[1], match.start(1), match.end(1))
    for form, start, end in [*find_log_formats(prompt), *find_formats(prompt)]:
        add("format", form, start, end)
    for match in _MOMENTS.finditer(prompt):
        add("string", match[0].replace(" at ", " "), match.start(), match.end())
    for date, start, end in _find_dates(prompt):
        add("string", date, start, end)
    for match in _CLOCKS.finditer(prompt) if ":" in prompt else ():
        add("string", match[0], match.start(), match.end())
    for zone, start, end in find_zones(prompt):
        add("string", zone, start, end)
    for match in PATH.finditer(prompt) if "." in prompt else ():
        if is_file_name(match[0]) and match[0].split(".")[0].lower() not in ("tar", ""):
            add("path", match[0], match.start(), match.end())
    for match in _HERE.finditer(prompt):
        add("folder", ".", match.start(), match.end())
    for match in _ENDINGS.finditer(prompt):
        if match[1].lower() in (FILE_ENDINGS if "." in match[0] else FILE_ENDINGS - _NO_ENDINGS):
            add("ending", match[1].lower(), match.start(1), match.end(1))
    for match in _NUMBERS_IN_WORDS.finditer(prompt) if has_digit else ():
        numbers = [_number(text) for text in re.findall(_PLAIN_NUMBER, match[0])]
        add("data", numbers, match.start(), match.end())
    for match in _WORDS_IN_WORDS.finditer(prompt):
        words = re.split(r",? and |, ", match["listed"])
        if not any(word.lower() in _NO_NAMES | _DOING for word in words):
            add("data", words, match.start("listed"), match.end("listed"))
    for match in _LISTED_NUMBERS.finditer(prompt):
        numbers = [_number(text) for text in re.findall(_PLAIN_NUMBER, match["items"])]
        add("data", numbers, match.start("items"), match.end("items"))
    for match in _LISTED_NAMES.finditer(prompt):
        add("data", re.findall(_PROPER, match["items"]), match.start("items"), match.end("items"))
    for match in _MONTH_NAMES.finditer(prompt):
        month = match[1].lower()
        if month not in ("march", "may") or match[1][0].isupper():
            add("month", _MONTHS.index(month) + 1, match.start(1), match.end(1))
    for match in _PROGRAMS.finditer(prompt):
        names = [name for name in match.group("one", "two", "three") if name and name not in _NO_NAMES]
        if len(names) == 1:
            add("string", names[0], match.start("one"), match.end("one"))
        elif names:
            add("data", names, match.start("one"), match.end("three" if match["three"] else "two"))
    for match in _TOOLS.finditer(prompt):
        if match[1] not in _NO_NAMES:
            add("string", match[1], match.start(1), match.end(1))
    for match in _CODES.finditer(prompt):
        add("string", match[1], match.start(1), match.end(1))
    for match in _SAID_WORD.finditer(prompt) if " the " in prompt else ():
        if match["word"].lower() not in _NO_SAID_WORDS:
            add("string", match["word"], *match.span("word"))
            if match["other"]:
                add("string", match["other"], *match.span("other"))
    if _OF_SETTINGS.search(prompt):
        for match in _SET_TO.finditer(prompt):
            if match[1] not in _NO_NAMES and match[1].lower() not in NUMBER_WORDS:
                add("string", match[1], match.start(1), match.end(1))
    for match in _OPTIONS.finditer(prompt) if "--" in prompt else ():
        add("option", match[1], match.start(1), match.end(1))
    for match in _COMMANDS.finditer(prompt):
        add("command", match[1], match.start(1), match.end(1))
    for match in _EQUATION.finditer(prompt) if has_digit and "=" in prompt else ():
        for name, factor in _read_factors(match).items():
            start, end = match.span(name) if match[name] else (match.start(), match.start())
            values.append(Value("number", factor, start, end, name))
        taken.append(match.span())
    for match in _ADDRESS.finditer(prompt) if has_digit else ():
        add("string", match[0], match.start(), match.end())
    for match in _ORDINAL.finditer(prompt):
        place = int(match["digits"]) if match["digits"] else _ORDINALS.index(match["word"].lower()) + 2
        add("number", place, match.start(), match.end(), is_ordinal=True)
    for match in _SIZES.finditer(prompt) if has_digit else ():
        for group in (1, 2):
            add("number", int(match[group]), *match.span(group))
    for match in _LARGE.finditer(prompt) if has_digit else ():
        add("number", round(float(match[1]) * _FACTORS[match[2].lower()]), match.start(), match.end())
    for match in _TENS.finditer(prompt):
        add("number", _read_words(match), match.start(), match.end())
    for match in NUMBER.finditer(prompt) if has_digit else ():
        if (number := _number(match[0])) is not None and not _COUNTED.match(prompt, match.start()):
            add("number", number, match.start(), match.end())
    for match in _LETTERS.finditer(prompt):
        word = match[0].lower()
        if word == "two" and _COUNTED.match(prompt, match.start()):
            continue
        if (number := NUMBER_WORDS.get(word)) is not None and number > 1:
            add("number", number, match.start(), match.end())
        elif (separator := SEPARATOR_WORDS.get(word.removesuffix("s"))) is not None:
            add("separator", separator, match.start(), match.end())
    values.extend(_find_names(prompt, taken))
    values.extend(_find_ranges(prompt) if has_digit else ())
    return sorted(values, key=lambda value: (value.start, value.end))


def _read_words(match: re.Match[str]) -> int | float:
    """Return the number that several words stand for."""
    if match["half"]:
        return 0.5
    if match["tens"]:
        return NUMBER_WORDS[match["tens"].lower()] + NUMBER_WORDS[match["ones"].lower()]
    size = NUMBER_WORDS[match["of"].lower()]
    return size // 2 if match["times"].lower() == "half a" else NUMBER_WORDS[match["times"].lower()] * size


_TERM = r"(?:[+-] ?)?\d*(?:\.\d+)?"
_EQUATION = re.compile(
    rf"(?<![\w.])(?P<a>{_TERM}) ?\*? ?(?P<unknown>[a-z])(?:\^2|\*\*2|²)"
    r"(?: ?(?P<b>[+-] ?\d*(?:\.\d+)?) ?\*? ?(?P=unknown))?"
    r"(?: ?(?P<c>[+-] ?\d+(?:\.\d+)?))? ?= ?0(?![\w.])"
)


def _read_factors(match: re.Match[str]) -> dict[str, int | float]:
    """Return a, b and c of a quadratic equation written out: 2x² - 5x + 2 = 0."""
    factors: dict[str, int | float] = {}
    for name in "abc":
        text = (match[name] or "").replace(" ", "")
        is_there = name == "a" or match[name]
        factors[name] = (_number(f"{text}1" if text in ("", "+", "-") else text) or 0) if is_there else 0
    return factors


_OF_ITEM = re.compile(
    r"\b(?:from|to|of|for|between|and|at|by|with|in|is|node|key|start|end|source|target|goal|remove|delete|drop|add|find|"
    r"after|before|than|person|item|word|name)(?: (?:the|node|key|item|word|vertex))? $"
)


def _add_items_named(prompt: str, values: Sequence[Value], add: Any) -> None:
    """Add the texts of the request's own data that it speaks of outside of it: "the path from A to E"."""
    items = {item for value in values if value.kind == "data" for item in _texts_in(value.value)}
    for match in re.finditer(r"(?<![\w'\"`.])[A-Za-z]\w*(?![\w'\"`(])", prompt) if items else ():
        word = match[0]
        is_common = word.lower() in _NO_NAMES or word in STOP_WORDS or word in SYNONYMS
        if word not in items or (is_common and not word.isupper()) or _ASSIGNING.match(prompt, match.end()):
            continue
        if _OF_ITEM.search(prompt[: match.start()].lower()):
            add("string", word, match.start(), match.end())


_ASSIGNING = re.compile(r"\s*=")


def _texts_in(data: Any) -> set[str]:
    """Return the texts of a list, or the keys and texts of a dictionary; a record's keys are columns."""
    if isinstance(data, dict):
        inner = (list(part) if isinstance(part, dict | list | tuple | set) else [part] for part in data.values())
        return {text for text in [*data, *(item for part in inner for item in part)] if isinstance(text, str)}
    return {text for text in data if isinstance(text, str)} if isinstance(data, list | tuple | set) else set()


def _without_dots(data: Any, before: str) -> Any:
    """Return what a list holds but for the dots that say "and so on"; a list in parentheses becomes one of brackets."""
    if isinstance(data, list | tuple) and (... in data or (isinstance(data, tuple) and _LIST_OF.search(before))):
        return [item for item in data if item is not ...]
    if isinstance(data, set) and ... in data:
        return data - {...}
    return data


_LIST_OF = re.compile(r"\b(?:lists? of|these|some) [\w ]+[:,]? ?$", re.IGNORECASE)


def _find_ranges(prompt: str) -> Iterator[Value]:
    """Yield the numbers that a request counts off, "the numbers 0 to 5"; their ends are values of their own as well."""
    for match in _RANGE.finditer(prompt):
        first, last = int(match[1]), int(match[2])
        if first < last:
            yield Value("range", range(first, last + 1), match.start(1), match.end(2))


def _add_quoted(match: re.Match[str], add: Any) -> None:
    inner = next((group for group in match.groups() if group is not None), "")
    ticked = match[5] is not None
    if ticked and (inner.isidentifier() or "(" in inner):
        return  # a name; found by its pattern
    if any((start, end) == (0, len(inner)) for _, start, end in find_formats(inner)):
        return  # "DD/MM/YYYY"; found as a format
    if _QUOTED_PATH.fullmatch(inner) and is_file_name(inner):
        add("path", inner, match.start(), match.end())
    elif ticked and isinstance(data := _literal(inner), int | float | str | list | tuple | dict | set):
        kind: Kind = "number" if isinstance(data, int | float) else "string" if isinstance(data, str) else "data"
        add(kind, data, match.start(), match.end())
    else:
        if not re.match(r"[A-Za-z]:\\", inner):  # but in a path of Windows
            inner = inner.replace("\\n", "\n").replace("\\t", "\t")
        add("string", inner, match.start(), match.end())


_ONE_LETTER = re.compile(  # "the letter a", but no "letter a day"
    r"\b(?:[Tt]he (?:letter|character|char) (?P<any>[A-Za-z])|(?:[Ll]etter|[Cc]haracter|[Cc]har) (?P<other>[B-Zb-z]))"
    r"(?=\s|$|[.,;:?!)])"
)
_BARE_SIGN = re.compile(  # "a row of #", but no "lines that start with #"
    r"(?<!start )(?<!starts )(?<!starting )(?<!begin )(?<!begins )(?<!beginning )(?<!end )(?<!ends )(?<!ending )"
    r"\b(?:of|with|using|from|out of|the sign|between) ([#*@+=~|$&!?.])s?(?=\s|$|[,;)])"
)
_TITLES = re.compile(  # a title need not stand in quotes: "with title Fruit"
    r"\b(?:titled?|[xy][- ]?(?:axis )?labels?|caption)\s+(?!is\b|of\b|The\b)([A-Z][\w%]*(?: [A-Z0-9][\w%]*)*)"
    r"(?=\s*(?:$|[,.;]|and\b|with\b|in\b|on\b|to\b|by\b))"
)
_CODES = re.compile(  # a text in capitals or with a mark at its end need not either: "begins with APP_"
    r"\b(?:(?:[Bb]egin|[Ss]tart|[Ee]nd)(?:s|n?ing)? (?:with|in)|[Cc]ontain(?:s|ing)?|prefix|suffix|keyword) "
    r"(?:the word )?"
    r"(?!(?:JSON|CSV|XML|HTML|YAML|SQL|PDF|URLs?|IPs?|IDs?|ASCII|UTF|API|NaN?|NA|NULL|DIR|FILE)\b)"
    r"([A-Z][A-Z0-9]+|[A-Z0-9]+_[A-Z0-9_]*|[A-Za-z]\w*_|_\w+)(?![\w-])(?! [a-z]+s\b)"
)
_SAID_WORD = re.compile(  # nor need a word that is called one: "lines that contain the word error"
    r"\b(?:contain(?:s|ing)?|(?:replac|remov|delet|includ|hav)(?:es?|ing)|(?:search|look)(?:es|s|ing)? for|often"
    r"|occurrences? of|mention(?:s|ing)?|has|holds?|find|count|highlight|with|without|if|whether|where|for) "
    r"the (?:word|term|keyword) (?P<word>[A-Za-z]+)"
    r"(?: (?:by|with) (?:the word )?(?P<other>[A-Za-z]+)(?=\W*$|,| in\b))?"
    r"(?=\s*(?:$|[,.;:?!()])"
    r"| (?:in|is|was|appears?|occurs?|comes?|by|with|into|to|from|and|or|at|anywhere|stands|on)\b)"
)
_NO_SAID_WORDS = frozenset(
    "count counts length lengths list frequency frequencies order index search game itself".split()
)
_NO_SAID_WORDS |= STOP_WORDS - {"python"}
_QUOTED_PATH = re.compile(r"[\w ~/\\:.*()-]*[\w*)]\.[A-Za-z][A-Za-z0-9]{1,7}")


_OF_QUERY = re.compile(r"\b(?:param(?:eter)?s?|query|header|option|argument|attribute)\W*$")


def _label_before(prompt: str, start: int) -> str | None:
    match = _ASSIGNED.search(_MAKER.sub("", prompt[:start]) if prompt[start] in "([{" else prompt[:start])
    if match and _OF_QUERY.search(prompt[: match.start()]):
        return None
    return match[1] if match and not keyword.iskeyword(match[1]) else None


_JSON_WORDS = {"true": "True", "false": "False", "null": "None"}
_JSON_WORD = re.compile(r"(\"[^\"]*\"|'[^']*')|(?<![\w.])(?:true|false|null)(?![\w.])")


def _literal(text: str) -> Any:
    """Return the value that text spells in Python or in JSON, or None."""
    if any(word in text for word in _JSON_WORDS):
        text = _JSON_WORD.sub(lambda match: match[1] or _JSON_WORDS[match[0]], text)
    try:
        with quiet_parser():
            return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None


def _is_signature(prompt: str, start: int, data: Any) -> bool:
    """Return whether a tuple is really the arguments after a name, as in `add(1, 2)`."""
    return isinstance(data, tuple) and start > 0 and (prompt[start - 1].isalnum() or prompt[start - 1] == "_")


def _number(text: str) -> int | float | None:
    plain = text.rstrip("%").rstrip(",").replace(",", "").lstrip("+")
    try:
        return int(plain)
    except ValueError:
        pass
    try:
        return float(plain)
    except ValueError:
        return None


def _is_no_name(name: str, is_column: bool, is_folder: bool) -> bool:
    """Return whether a word that stands where a name could is an ordinary word."""
    if len(name) == 1 or (is_column and name.lower() in _COMMON_COLUMNS):
        return False
    if is_column and name == "df":
        return True  # "df column names"
    if is_folder and (name in _COMMON_FOLDERS or name[0] in "/~."):
        return False
    if is_folder and name.lower() in _NO_FOLDERS:
        return True
    word = name.lower()
    return word in _NO_NAMES or (is_ordinary(word) and not (is_folder and word.endswith("ed")))


def may_name_folder(name: str) -> bool:
    """Return whether a word could be the name of a folder, as far as the word itself says."""
    return not _is_no_name(name, is_column=False, is_folder=True)


def is_ordinary(word: str) -> bool:
    """Return whether a word in small letters says what is done or how, and is hardly the name of any data."""
    has_ending = _ORDINARY_ENDING.fullmatch(word) is not None and word not in _NAMES_LIKE_THESE
    return has_ending or word in _ORDINARY


def _find_names(prompt: str, taken: list[tuple[int, int]]) -> list[Value]:
    """Return the identifiers that a request names, each once a kind."""
    found: list[Value] = []
    seen: set[tuple[str, str]] = set()
    lowered = prompt.lower()
    for kind, pattern, words in _NAME_PATTERNS:
        if not holds_any(lowered, words) or (pattern is _WHERE and not _OF_TABLES.search(lowered)):
            continue
        for match in pattern.finditer(prompt):
            for group in range(1, (pattern.groups or 0) + 1):
                name = match[group]
                if (
                    not name
                    or group == pattern.groupindex.get("stem")
                    or keyword.iskeyword(name)
                    or (group == pattern.groupindex.get("own") and name not in _OWN)
                    or (
                        group != pattern.groupindex.get("own")
                        and pattern is not _ELEMENT
                        and not (pattern is _LISTED and name in _OWN)
                        and not (pattern is _TABLE and name in _COMMON_TABLES)
                        and _is_no_name(name, pattern is not _BY_COLUMN and kind == "column", kind == "folder")
                    )
                ):
                    continue
                if (
                    name == "a"
                    and kind != "folder"
                    and "(a)" not in pattern.pattern
                    and "[a-z]\\w?" not in pattern.pattern
                ):
                    continue
                if kind != "folder" and (not name.isidentifier() or name.lower() in NUMBER_WORDS):
                    continue
                start, end = match.span(group)
                if kind == "folder" and name == "temp" and pattern is not _AFTER_FOLDER:
                    continue  # "a temp folder" is any for a while, "the folder temp" is called so
                inside_path = any(s <= start and end <= e and prompt[s] not in "'\"`" for s, e in taken)
                if inside_path or (kind, name) in seen:
                    continue
                seen.add((kind, name))
                found.append(Value(kind, name, start, end))
    labels = re.finditer(r"(?<![\w.=<>!])([A-Za-z_]\w*)\s*=(?!=)\s*(?=[-\[{('\"\d])", prompt)
    for match in labels:
        name = match[1]
        if _OF_QUERY.search(prompt[: match.start()]):
            continue
        inside = any(start < match.start(1) < end for start, end in taken)  # 'text with "a=1" in it'
        if not inside and ("name", name) not in seen and not keyword.iskeyword(name):
            seen.add(("name", name))
            found.append(Value("name", name, match.start(1), match.end(1)))
    return found
