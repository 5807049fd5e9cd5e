"""The stock model's word vectors, made in half the time, and the same whatever texts are read together."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.types import Floats2d

STOCK: Final = "tok2vec"


class Blas(NumpyOps):  # type: ignore[misc]  # compiled, without types
    """Multiplies with numpy's BLAS, in one thread.

    What a BLAS rounds away depends on the number of threads, so that it would differ between machines, and two
    processes with two threads each would hinder each other.
    """

    def gemm(self, *args: Any, **kwargs: Any) -> Any:
        """See ``NumpyOps.gemm``."""
        with _threads().limit(limits=1, user_api="blas"):
            return super().gemm(*args, **kwargs)


def hasten(nlp: Language) -> None:
    """Let the stock vectors be multiplied by ``Blas``: the library that spaCy brings takes more than twice as long.

    Each Doc by itself: what a BLAS rounds depends on the shape of a matrix as well, and a text must be read in
    the same way beside any other.
    """
    if STOCK not in nlp.pipe_names:
        return
    pipe: Any = nlp.get_pipe(STOCK)
    for node in pipe.model.walk():
        node.ops = Blas(use_blis=False)
    pipe.model = Model(
        "one_by_one", _one_by_one, layers=[pipe.model], dims={"nO": pipe.model.maybe_get_dim("nO")}
    )


def _one_by_one(
    model: Model[list[Doc], list[Floats2d]], docs: Sequence[Doc], is_train: bool
) -> tuple[list[Floats2d], Callable[[Any], Any]]:
    if is_train:
        raise NotImplementedError("these vectors are read, not trained: load the stock model for that")
    return [model.layers[0].predict([doc])[0] for doc in docs], lambda gradient: gradient


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()
