"""Where a pipeline's data comes from: all the sources and how often each is drawn."""

from training.compositions.file_sources import (
    folder_names,
    folder_sizes,
    json_list,
    lines_file,
    numbers_file,
    whole_text,
    words_file,
)
from training.compositions.list_sources import (
    asked_numbers,
    asked_words,
    literal_numbers,
    literal_strings,
    literal_text,
    number_range,
    numbers_text,
    random_numbers,
    variable_numbers,
    variable_strings,
)
from training.compositions.mapping_sources import json_mapping, merged, pair_lines, two_lists
from training.compositions.origins import Drawer
from training.compositions.row_sources import csv_rows, json_rows, literal_rows, table_rows, variable_rows

WEIGHTED: tuple[tuple[Drawer, float], ...] = (
    (numbers_file, 8), (lines_file, 10), (words_file, 5), (csv_rows, 18), (json_rows, 9), (table_rows, 3), (json_mapping, 6), (literal_numbers, 10),
    (literal_strings, 8), (literal_text, 3), (literal_rows, 4), (variable_numbers, 5), (variable_strings, 5), (variable_rows, 4), (asked_numbers, 3), (asked_words, 3),
    (random_numbers, 3), (number_range, 4), (folder_names, 3), (folder_sizes, 1.5),
    (two_lists, 2), (merged, 1.2), (pair_lines, 2.5), (numbers_text, 2), (whole_text, 6), (json_list, 3),
)  # fmt: skip
