"""Ctrl-C within an import is heard once the import is done, and anywhere else at once."""

from __future__ import annotations

import importlib
import signal
import sys
import time

import pytest

from whowhom.interruption import between_imports

SLOW = "import signal, time\nsignal.raise_signal(signal.SIGINT)\ntime.sleep(0.2)\nDONE = True\n"


def import_and_wait():
    with between_imports():
        importlib.import_module("imported_slowly")
        time.sleep(5)


def test_an_import_is_finished_before_it_is_interrupted(tmp_path, monkeypatch):
    (tmp_path / "imported_slowly.py").write_text(SLOW)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        import_and_wait()
    assert sys.modules.pop("imported_slowly").DONE


def test_anything_else_is_interrupted_at_once_and_the_handler_is_given_back():
    with pytest.raises(KeyboardInterrupt), between_imports():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
