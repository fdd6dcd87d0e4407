from importlinter.cli import lint_imports


def test_every_import_follows_the_contracts_of_the_house() -> None:
    assert lint_imports(cache_dir=None) == 0
