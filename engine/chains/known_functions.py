"""Small functions that everybody means the same by: what they take, what they do, and a few results to test them with."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """A function: its parameters, its body, calls with what they give, and one that fails with its error and message."""

    name: str
    parameters: tuple[str, ...]
    body: str
    cases: tuple[tuple[str, str], ...]
    failure: tuple[str, str, str] | None = None

    def define(self, name: str = "", parameters: tuple[str, ...] = ()) -> str:
        """Return the function's definition, under another name and with other parameters if they are given."""
        new = parameters if len(parameters) == len(self.parameters) else self.parameters
        body = self.body
        for old, other in zip(self.parameters, new, strict=True):
            body = re.sub(rf"\b{old}\b", f"<{other}>", body)
        body = re.sub(r"<(\w+)>", r"\1", body)
        lines = "".join(f"    {line}\n" for line in body.splitlines())
        return f"def {name or self.name}({', '.join(new)}):\n{lines}"


def _one(name: str, parameters: str, result: str, *cases: tuple[str, str]) -> Known:
    return Known(name, tuple(parameters.split(", ")), f"return {result}", cases)


_DIVIDE = 'if b == 0:\n    raise {}("b must not be zero")\nreturn a / b'
_FACTORIAL = (
    'if n < 0:\n    raise ValueError("n must not be negative")\nresult = 1\nfor factor in range(2, n + 1):\n'
    "    result *= factor\nreturn result"
)
_PRIME = "if n < 2:\n    return False\nreturn all(n % divisor for divisor in range(2, int(n**0.5) + 1))"
_FIZZBUZZ = (
    'if n % 15 == 0:\n    return "FizzBuzz"\nif n % 3 == 0:\n    return "Fizz"\nif n % 5 == 0:\n    return "Buzz"\n'
    "return str(n)"
)
_AGE = 'age = int(text)\nif age < 0:\n    raise ValueError("the age must not be negative")\nreturn age'
_SQRT = 'if x < 0:\n    raise ValueError("x must not be negative")\nreturn x**0.5'
_AVERAGE = 'if not numbers:\n    raise ValueError("there are no numbers")\nreturn sum(numbers) / len(numbers)'
_FIBONACCI = "a, b = 0, 1\nfor _ in range(n):\n    a, b = b, a + b\nreturn a"
_LEAP = "return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)"

KNOWN = {
    function.name: function
    for function in (
        _one("add", "a, b", "a + b", ("2, 3", "5"), ("-1, 1", "0"), ("0, 0", "0")),
        _one("subtract", "a, b", "a - b", ("5, 3", "2"), ("3, 5", "-2"), ("0, 0", "0")),
        _one("multiply", "a, b", "a * b", ("2, 3", "6"), ("-4, 2", "-8"), ("7, 0", "0")),
        Known(
            "divide",
            ("a", "b"),
            _DIVIDE.format("ZeroDivisionError"),
            (("6, 3", "2"), ("1, 4", "0.25"), ("-8, 2", "-4")),
            ("1, 0", "ZeroDivisionError", "must not be zero"),
        ),
        _one("square", "x", "x * x", ("3", "9"), ("-2", "4"), ("0", "0")),
        _one("cube", "x", "x**3", ("2", "8"), ("-3", "-27"), ("0", "0")),
        _one("double", "x", "2 * x", ("4", "8"), ("-1", "-2"), ("0", "0")),
        _one("power", "base, exponent", "base**exponent", ("2, 10", "1024"), ("5, 0", "1"), ("-2, 3", "-8")),
        _one("is_even", "number", "number % 2 == 0", ("4", "True"), ("7", "False"), ("0", "True"), ("-2", "True")),
        _one("is_odd", "number", "number % 2 == 1", ("3", "True"), ("8", "False"), ("0", "False"), ("-1", "True")),
        _one("is_positive", "number", "number > 0", ("3", "True"), ("-8", "False"), ("0", "False")),
        Known("is_prime", ("n",), _PRIME, (("2", "True"), ("9", "False"), ("13", "True"), ("1", "False"))),
        Known("is_leap_year", ("year",), _LEAP, (("2024", "True"), ("2023", "False"), ("1900", "False"), ("2000", "True"))),
        Known(
            "factorial",
            ("n",),
            _FACTORIAL,
            (("0", "1"), ("1", "1"), ("5", "120")),
            ("-1", "ValueError", "must not be negative"),
        ),
        Known("fibonacci", ("n",), _FIBONACCI, (("0", "0"), ("1", "1"), ("10", "55"))),
        Known("fizzbuzz", ("n",), _FIZZBUZZ, (("3", '"Fizz"'), ("10", '"Buzz"'), ("30", '"FizzBuzz"'), ("7", '"7"'))),
        _one("is_palindrome", "text", "text == text[::-1]", ('"level"', "True"), ('"hello"', "False"), ('""', "True")),
        _one("reverse_string", "text", "text[::-1]", ('"abc"', '"cba"'), ('"x"', '"x"'), ('""', '""')),
        _one("reverse", "text", "text[::-1]", ('"abc"', '"cba"'), ('"x"', '"x"'), ('""', '""')),
        _one("count_vowels", "text", 'sum(letter in "aeiou" for letter in text.lower())', ('"banana"', "3"), ('"Sky"', "0"), ('"AEIOU"', "5")),
        _one("count_words", "text", "len(text.split())", ('"one two three"', "3"), ('"  hello  "', "1"), ('""', "0")),
        _one("word_count", "text", "len(text.split())", ('"one two three"', "3"), ('"  hello  "', "1"), ('""', "0")),
        _one("capitalize_words", "text", '" ".join(word.capitalize() for word in text.split())', ('"ada lovelace"', '"Ada Lovelace"'), ('""', '""')),
        _one("greet", "name", 'f"Hello, {name}!"', ('"Ada"', '"Hello, Ada!"'), ('"Bo"', '"Hello, Bo!"')),
        _one("shout", "text", 'text.upper() + "!"', ('"hello"', '"HELLO!"'), ('""', '"!"')),
        _one("celsius_to_fahrenheit", "celsius", "celsius * 9 / 5 + 32", ("0", "32"), ("100", "212"), ("-40", "-40")),
        _one("fahrenheit_to_celsius", "fahrenheit", "(fahrenheit - 32) * 5 / 9", ("32", "0"), ("212", "100"), ("-40", "-40")),
        _one("area", "width, height", "width * height", ("3, 4", "12"), ("5, 5", "25"), ("0, 7", "0")),
        _one("discount", "price, percent", "price * (100 - percent) / 100", ("200, 10", "180"), ("50, 0", "50"), ("80, 100", "0")),
        _one("maximum", "numbers", "max(numbers)", ("[3, 9, 2]", "9"), ("[-5, -1]", "-1"), ("[7]", "7")),
        Known(
            "average",
            ("numbers",),
            _AVERAGE,
            (("[1, 2, 3]", "2"), ("[10]", "10"), ("[1, 2]", "1.5")),
            ("[]", "ValueError", "no numbers"),
        ),
        Known(
            "parse_age",
            ("text",),
            _AGE,
            (('"42"', "42"), ('"0"', "0"), ('" 7 "', "7")),
            ('"-1"', "ValueError", "must not be negative"),
        ),
        Known(
            "safe_sqrt",
            ("x",),
            _SQRT,
            (("9", "3"), ("0", "0"), ("2.25", "1.5")),
            ("-1", "ValueError", "must not be negative"),
        ),
    )
}  # fmt: skip
_ALSO = {
    "sum_two": "add", "sub": "subtract", "mul": "multiply", "div": "divide", "even": "is_even", "odd": "is_odd",
    "prime": "is_prime", "leap_year": "is_leap_year", "palindrome": "is_palindrome", "reverse_text": "reverse_string",
    "fib": "fibonacci", "fact": "factorial", "mean": "average", "safe_divide": "divide", "vowels": "count_vowels",
    "to_fahrenheit": "celsius_to_fahrenheit", "c_to_f": "celsius_to_fahrenheit", "f_to_c": "fahrenheit_to_celsius",
    "to_celsius": "fahrenheit_to_celsius", "fizz_buzz": "fizzbuzz", "sqrt": "safe_sqrt", "is_leap": "is_leap_year",
}  # fmt: skip


def find_known(name: str, parameters: int = 0) -> Known | None:
    """Return the function that a name means, if it takes that many parameters (0: however many)."""
    function = KNOWN.get(_ALSO.get(name, name))
    if function is None or (parameters and len(function.parameters) != parameters):
        return None
    return function
