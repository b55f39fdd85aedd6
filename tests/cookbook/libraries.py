"""Which libraries recipes may use beyond the standard library: import name → distribution, the extra `cookbook`."""

import importlib.util
import sys

from cookbook.pages import Recipe, imported_modules

LIBRARIES = {
    "bs4": "beautifulsoup4",
    "click": "click",
    "dateutil": "python-dateutil",
    "fastapi": "fastapi",
    "flask": "flask",
    "httpx": "httpx",
    "jinja2": "jinja2",
    "joblib": "joblib",
    "lxml": "lxml",
    "markupsafe": "markupsafe",
    "matplotlib": "matplotlib",
    "numpy": "numpy",
    "openpyxl": "openpyxl",
    "pandas": "pandas",
    "PIL": "pillow",
    "pydantic": "pydantic",
    "pytest": "pytest",
    "requests": "requests",
    "rich": "rich",
    "scipy": "scipy",
    "seaborn": "seaborn",
    "sklearn": "scikit-learn",
    "sqlalchemy": "sqlalchemy",
    "tabulate": "tabulate",
    "urllib3": "urllib3",
    "werkzeug": "werkzeug",
    "yaml": "pyyaml",
}


def needed_libraries(recipe: Recipe) -> set[str]:
    """Return the import names of the libraries a recipe uses."""
    return imported_modules(recipe) & LIBRARIES.keys()


def unknown_modules(recipe: Recipe) -> set[str]:
    """Return imports that are neither standard library nor a listed library nor a module the setup brings along."""
    foreign = imported_modules(recipe) - sys.stdlib_module_names - LIBRARIES.keys()
    return {name for name in foreign if name not in recipe.setup.replace(f"import {name}", "")}


def missing_libraries(recipes: list[Recipe]) -> set[str]:
    """Return the distributions that recipes use and that are not installed."""
    names = set().union(*map(needed_libraries, recipes))
    return {LIBRARIES[name] for name in names if importlib.util.find_spec(name) is None}
