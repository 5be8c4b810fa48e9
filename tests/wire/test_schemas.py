"""Where the schemas are missing, nobody can overlook that nothing was tested: a loud skip, and a failure in CI."""

from pathlib import Path

import pytest

from .schemas import schema, schema_folder


def test_the_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOWNHALL_WIRE_SCHEMAS", str(tmp_path))
    assert schema_folder() == tmp_path


def test_missing_schemas_skip_loudly_and_fail_in_ci(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOWNHALL_WIRE_SCHEMAS", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("TOWNHALL_OUTSIDER", raising=False)
    with pytest.raises(pytest.skip.Exception, match="NOT TESTED OVER THE WIRE"):
        schema("nowhere.json")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="NOT TESTED OVER THE WIRE"):
        schema("nowhere.json")
