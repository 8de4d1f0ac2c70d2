"""The training of the reader in PyTorch: batches until the time is over."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from judian.evals.reader.card import CHECKPOINT, WORDS, write_reader
from judian.evals.reader.loss import example_loss
from judian.evals.reader.model import ReaderModel
from judian.evals.reader.together import MEET_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from judian.evals.reader.examples import Example
    from judian.evals.reader.network import Array
    from judian.evals.reader.schedule import Plan
    from judian.search.answers.reader.vocabulary import Vocabulary

#: The factor of the learning rate of what the language model did not have: the new embeddings and
#: the scores. Both as in the first trials on DRCD.
NEW_PARTS, NEW_FACTOR = ("output", "part", "match"), 4.0
#: Steps over which the learning rate rises; it then falls with the time that is left.
WARM_UP = 50
_LEAST_RATE = 0.03
#: The share of values that is left out: the questions in own words are few and seen ten times.
DROPOUT = 0.1
#: The longest step of the gradient, as a norm.
_CLIP = 1.0
#: Steps between two lines of progress, and seconds between two checkpoints.
_REPORT_STEPS, _SAVE_SECONDS = 25, 600.0


class Training:
    """A model that is trained and written to a folder with its vocabulary."""

    def __init__(
        self, weights: Mapping[str, Array], attentions: int, epsilon: float, threads: int, seed: int
    ) -> None:
        torch.set_num_threads(threads)
        torch.manual_seed(seed)
        self._model = ReaderModel(weights, attentions, epsilon, seed)
        self._model.dropout = DROPOUT
        self._attentions, self._epsilon = attentions, epsilon
        # Where the processor has no such products they are emulated, 50 times slower.
        self._half = torch.ops.mkldnn._is_mkldnn_bf16_supported()

    def run(
        self,
        source: Iterator[list[Example]],
        plan: Plan,
        save: Callable[[], None],
        meet: Callable[[Sequence[Array], bool], bool] | None = None,
    ) -> int:
        """Train until the time is over; the number of windows seen. `save` is called now and then,
        `meet` each MEET_SECONDS with all arrays that are trained, to change them, and with True if
        the time is over; it says whether that was the last time."""
        parameters = [(n, p) for n, p in self._model.named_parameters() if p.requires_grad]
        groups = [
            {"params": [p for n, p in parameters if (n.split(".")[0] in NEW_PARTS) is new],
             "factor": NEW_FACTOR if new else 1.0}
            for new in (False, True)
        ]  # fmt: skip
        optimizer = torch.optim.AdamW(
            groups, lr=plan.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True
        )
        arrays = [parameter.detach().numpy() for _, parameter in parameters]
        began, next_save, next_meeting = time.monotonic(), _SAVE_SECONDS, MEET_SECONDS
        seen, step = 0, 0
        losses: list[float] = []
        while True:
            passed = time.monotonic() - began
            is_over = passed >= plan.seconds
            if meet is not None and (is_over or passed >= next_meeting):
                is_over = meet(arrays, is_over)
                next_meeting = time.monotonic() - began + MEET_SECONDS
            if is_over:
                return seen
            step += 1
            pace = min(1.0, step / WARM_UP) * max(_LEAST_RATE, 1 - passed / plan.seconds)
            for group in optimizer.param_groups:
                group["lr"] = plan.rate * group["factor"] * pace
            examples = next(source)
            losses.append(self._step(examples, optimizer))
            seen += sum(len(example.windows) for example in examples)
            if step % _REPORT_STEPS == 0:
                mean = sum(losses[-_REPORT_STEPS:]) / _REPORT_STEPS
                print(f"{passed:6.0f} s  {seen:7} windows  loss {mean:.3f}", flush=True)
            if passed > next_save:
                next_save += _SAVE_SECONDS
                save()

    def _step(self, examples: list[Example], optimizer: torch.optim.Optimizer) -> float:
        """One step of the gradient; the loss before it."""
        windows = [window for example in examples for window in example.windows]
        with torch.autocast("cpu", torch.bfloat16, enabled=self._half):
            starts, ends = self._model(windows)
        loss = example_loss(examples, starts.float(), ends.float())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), _CLIP)
        optimizer.step()
        return float(loss.item())

    def write(self, folder: Path, vocabulary: Vocabulary) -> None:
        """Write the reader, and the trained weights; the embeddings of words are those of the
        language model."""
        weights = self._model.weights()
        write_reader(folder, weights, self._attentions, self._epsilon, vocabulary)
        trained: dict[str, Any] = {n: value for n, value in weights.items() if n != WORDS}
        np.savez(folder / CHECKPOINT, **trained)
