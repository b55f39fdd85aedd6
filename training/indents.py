"""Give code four spaces a level, whatever it used before."""

import io
import tokenize


def reindent(code: str) -> str:
    """Return the code with four spaces a level, whatever it used before; unchanged if it cannot be tokenised."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code + "\n").readline))
    except (tokenize.TokenError, SyntaxError, ValueError):
        return code
    shifts = _line_shifts(tokens)
    lines = code.split("\n")
    frozen = _lines_inside_strings(tokens)
    return "\n".join(
        line if number in frozen else _shift(line, shifts.get(number, 0)) for number, line in enumerate(lines, 1)
    )


def _line_shifts(tokens: list[tokenize.TokenInfo]) -> dict[int, int]:
    """Map each line to the number of columns it moves; lines that continue a statement move with its first."""
    shifts: dict[int, int] = {}
    depth, at_start, shift, pending = 0, True, 0, []
    for token in tokens:
        if token.type == tokenize.INDENT:
            depth += 1
        elif token.type == tokenize.DEDENT:
            depth -= 1
        elif token.type in (tokenize.COMMENT, tokenize.NL) and at_start:
            pending.append(token.start[0])
        elif token.type == tokenize.NEWLINE:
            _move(shifts, token.start[0], shift)
            at_start = True
        elif token.type != tokenize.ENDMARKER:
            if at_start:
                shift = 4 * depth - token.start[1]
                for line in pending:  # comments move with the statement that follows them
                    shifts[line] = shift
                at_start, pending = False, []
            for line in range(token.start[0], token.end[0] + 1):
                _move(shifts, line, shift)
    return shifts


def _move(shifts: dict[int, int], line: int, shift: int) -> None:
    shifts.setdefault(line, shift)


def _lines_inside_strings(tokens: list[tokenize.TokenInfo]) -> set[int]:
    """Lines that begin inside a string that is a value: moving them would change it. Docstrings may move."""
    inside: set[int] = set()
    previous = tokenize.NEWLINE
    for token in tokens:
        if token.type == tokenize.STRING and token.end[0] > token.start[0]:
            is_docstring = previous in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
            if not is_docstring:
                inside.update(range(token.start[0] + 1, token.end[0] + 1))
        if token.type not in (tokenize.NL, tokenize.COMMENT):
            previous = token.type
    return inside


def _shift(line: str, columns: int) -> str:
    if columns >= 0:
        return " " * columns + line if line.strip() else line
    indent = len(line) - len(line.lstrip(" "))
    return line[min(indent, -columns) :]
